package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

/** One version of an object in S3; what a phase hands to the next instead of the content. */
public record ObjectVersion(String bucket, String key, String versionId) {
    public ObjectVersion {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(versionId, "versionId");
    }
}
