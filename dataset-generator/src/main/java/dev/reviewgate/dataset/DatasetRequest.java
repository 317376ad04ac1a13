package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

/** Where the dataset comes from. */
sealed interface DatasetRequest {
    /** A synthetic dataset; the same request gives the same bytes. */
    record Generate(long rows, long seed, double anomalyRate) implements DatasetRequest {}

    /** A file that somebody pushed to S3. */
    record Screen(String bucket, String key) implements DatasetRequest {
        public Screen {
            requireNonNull(bucket, "bucket");
            requireNonNull(key, "key");
        }
    }
}
