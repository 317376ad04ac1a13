package dev.reviewgate.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.screening.Baseline;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads the report of a feed's last dataset that was published as a whole. */
final class BaselineStore {
    /** Reports of a thousand columns are some megabytes. */
    private static final int MOST_BYTES = 32 << 20;

    private final S3Client s3;
    private final String bucket;
    private final ObjectMapper json;
    private final Log log;

    BaselineStore(S3Client s3, String bucket, ObjectMapper json, Log log) {
        this.s3 = s3;
        this.bucket = bucket;
        this.json = json;
        this.log = log;
    }

    /** Null if none was published yet, or what was cannot be compared with. */
    @Nullable
    Baseline find(Feed feed) throws IOException {
        for (var key : feed.reportKeys()) {
            try (var object = open(key)) {
                if (object != null) {
                    return read(object, key);
                }
            }
        }
        return null;
    }

    private @Nullable ResponseInputStream<GetObjectResponse> open(String key) {
        try {
            return s3.getObject(
                    GetObjectRequest.builder().bucket(bucket).key(key).build());
        } catch (S3Exception e) {
            // Who may not list a bucket is told 403 of an object that is not there.
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                log.info("No earlier report to compare with", Map.of("key", key, "status", e.statusCode()));
                return null;
            }
            throw e;
        }
    }

    private @Nullable Baseline read(ResponseInputStream<GetObjectResponse> object, String key) throws IOException {
        if (object.response().contentLength() > MOST_BYTES) {
            object.abort();
            return unusable(key);
        }
        try {
            var report = json.readTree(object);
            return Baseline.read(report, key, object.response().versionId()).orElseGet(() -> unusable(key));
        } catch (JsonProcessingException e) {
            return unusable(key);
        }
    }

    private @Nullable Baseline unusable(String key) {
        log.warn("The earlier report cannot be understood, so nothing is compared with it", Map.of("key", key));
        return null;
    }
}
