package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A file of the dataset as it was found when the parts were planned.
 *
 * @param versionId null where the bucket keeps no versions; then the ETag has to be the same at each reading
 */
public record SourceFile(
        String bucket, String key, @Nullable String versionId, String etag, long bytes) {
    public SourceFile {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(etag, "etag");
    }

    String name() {
        return "s3://" + bucket + "/" + key;
    }
}
