package dev.reviewgate.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One version of one object: {@code sha256} is 64 hexadecimal digits over its content, {@code bytes} its size where known. */
public record S3File(
        String bucket,
        String key,
        String versionId,
        String sha256,
        @Nullable Long bytes) {
    public S3File {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(versionId, "versionId");
        Objects.requireNonNull(sha256, "sha256");
    }
}
