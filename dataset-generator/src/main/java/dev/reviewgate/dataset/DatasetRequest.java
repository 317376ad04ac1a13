package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.rows.FormatHints;

/** Where the dataset comes from. */
sealed interface DatasetRequest {
    /** A synthetic dataset; the same request gives the same bytes. */
    record Generate(long rows, long seed, double anomalyRate) implements DatasetRequest {}

    /** A file that somebody pushed to S3; files of one feed are compared with each other. */
    record Screen(String bucket, String key, Feed feed, FormatHints format) implements DatasetRequest {
        public Screen {
            requireNonNull(bucket, "bucket");
            requireNonNull(key, "key");
            requireNonNull(feed, "feed");
            requireNonNull(format, "format");
        }
    }

    /** Files that somebody pushed to S3 below one prefix, together one dataset in the order of their keys. */
    record ScreenFiles(String bucket, String prefix, Feed feed, FormatHints format) implements DatasetRequest {
        public ScreenFiles {
            requireNonNull(bucket, "bucket");
            requireNonNull(prefix, "prefix");
            requireNonNull(feed, "feed");
            requireNonNull(format, "format");
        }
    }
}
