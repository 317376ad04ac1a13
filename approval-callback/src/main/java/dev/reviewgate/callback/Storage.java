package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewStore;
import software.amazon.awssdk.services.s3.S3Client;

/** Everything that is kept about reviews, within the time that somebody has. */
final class Storage {
    private final S3Client s3;
    private final String bucket;
    private final Log log;
    private final ReviewStore store;
    private final ReviewNotes notes;
    private final ReportReader reports;

    Storage(S3Client s3, String bucket, Log log) {
        this.s3 = s3;
        this.bucket = bucket;
        this.log = log;
        this.store = new ReviewStore(s3, bucket);
        this.notes = new ReviewNotes(s3, bucket);
        this.reports = new ReportReader(s3, log);
    }

    /** Returns the same, with each call limited to what is left. */
    Storage within(Deadline deadline) {
        return new Storage(new TimedS3(s3, deadline), bucket, log);
    }

    ReviewStore store() {
        return store;
    }

    ReviewNotes notes() {
        return notes;
    }

    ReportReader reports() {
        return reports;
    }
}
