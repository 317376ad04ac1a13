package dev.reviewgate.dataset;

import dev.reviewgate.dataset.screening.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches the file to screen from S3; one request gives both its bytes and their version. */
final class SourceStore {
    /** What the name or the permissions of the source are to blame for; anything else may pass by itself. */
    private static final Set<String> UNREADABLE = Set.of(
            "NoSuchKey", "NoSuchBucket", "AccessDenied", "InvalidObjectState", "PermanentRedirect", "MethodNotAllowed");

    private final S3Client s3;

    SourceStore(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * Copies the current version to {@code out} and returns its id, null if the bucket has no versions. Throws {@link
     * DatasetTooLarge} before anything is copied.
     */
    @Nullable
    String fetch(DatasetRequest.Screen source, OutputStream out, long maxBytes) throws IOException {
        try (var object = open(source)) {
            var size = object.response().contentLength();
            if (size > maxBytes) {
                object.abort();
                throw new DatasetTooLarge(name(source) + ": the file has " + Text.count(size)
                        + " bytes; one call screens files of at most " + Text.count(maxBytes));
            }
            var copied = object.transferTo(out);
            if (copied != size) {
                throw new IOException(name(source) + ": the download ended after " + copied + " of " + size + " bytes");
            }
            return object.response().versionId();
        }
    }

    private ResponseInputStream<GetObjectResponse> open(DatasetRequest.Screen source) {
        try {
            return s3.getObject(GetObjectRequest.builder()
                    .bucket(source.bucket())
                    .key(source.key())
                    .build());
        } catch (S3Exception e) {
            var code = code(e);
            if (e.statusCode() == 404 || UNREADABLE.contains(code)) {
                throw new InvalidDataset(name(source) + ": " + reason(code), e);
            }
            throw e;
        }
    }

    private static String code(S3Exception e) {
        var details = e.awsErrorDetails();
        return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
    }

    private static String reason(String code) {
        return switch (code) {
            case "AccessDenied" -> "access denied; there is no such object, or this function may not read it";
            case "InvalidObjectState" -> "the object is archived; restore it first";
            case "PermanentRedirect" -> "the bucket is in another region";
            case "NoSuchBucket" -> "there is no such bucket";
            default -> "there is no such object";
        };
    }

    private static String name(DatasetRequest.Screen source) {
        return "s3://" + source.bucket() + "/" + source.key();
    }
}
