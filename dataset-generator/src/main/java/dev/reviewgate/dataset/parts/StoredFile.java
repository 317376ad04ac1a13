package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

/** A file of the evidence, bound to the version and the bytes that were written. */
public record StoredFile(String bucket, String key, String versionId, String sha256, long bytes) {
    public StoredFile {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(versionId, "versionId");
        requireNonNull(sha256, "sha256");
    }
}
