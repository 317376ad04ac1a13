package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

/** One uploaded file, bound to the version and the bytes that were screened. */
record EvidenceFile(String bucket, String key, String versionId, String sha256, long bytes) {
    EvidenceFile {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(versionId, "versionId");
        requireNonNull(sha256, "sha256");
    }
}
