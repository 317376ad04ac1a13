package dev.reviewgate.callback;

import dev.reviewgate.core.S3File;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes links to a review's files at the moment that somebody wants one: an older link dies with this function's credentials. */
final class Downloads {
    private static final Duration VALID_FOR = Duration.ofMinutes(5);

    /**
     * How long after a review closed its files are handed out: long enough to look into a decision that was made, and no
     * longer, because the link lies in a chat or a mailbox and the files hold customers' data.
     */
    static final Duration AFTER_CLOSING = Duration.ofDays(7);

    private final S3Presigner presigner;
    private final Clock clock;

    Downloads(S3Presigner presigner, Clock clock) {
        this.presigner = presigner;
        this.clock = clock;
    }

    Outcome link(Visit visit, String name) {
        return visit.record()
                .evidence()
                .file(name)
                .map(file -> isOver(visit) ? Notice.filesGone() : new Outcome.Redirect(sign(visit, file)))
                .orElseGet(Notice::notFound);
    }

    private boolean isOver(Visit visit) {
        return !clock.instant().isBefore(visit.record().closesAt().plus(AFTER_CLOSING));
    }

    /**
     * Signs a link that saves a file and never shows it. That goes for the report's page as well: it runs no script, but it
     * holds customers' rows, and opened in the browser it would stay in the history under a link to the bucket; a file can be
     * handed to whoever has to see it.
     */
    private URI sign(Visit visit, S3File file) {
        GetObjectRequest object = GetObjectRequest.builder()
                .bucket(file.bucket())
                .key(file.key())
                .versionId(file.versionId())
                .responseContentDisposition("attachment; filename=\"" + filename(visit, file) + "\"")
                .build();
        return URI.create(presigner
                .presignGetObject(b -> b.signatureDuration(VALID_FOR).getObjectRequest(object))
                .url()
                .toExternalForm());
    }

    /** Names the execution too, so that files of several reviews can be told apart; anything unusual becomes a dash. */
    private static String filename(Visit visit, S3File file) {
        String last = file.key().substring(file.key().lastIndexOf('/') + 1);
        return (visit.record().execution().name() + "-" + last).replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
