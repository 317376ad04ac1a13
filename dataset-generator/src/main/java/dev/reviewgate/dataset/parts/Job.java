package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.screening.Schema;
import java.time.Instant;

/**
 * What is asked for, as far as the parts need to know.
 *
 * @param key of the file, or the prefix of several
 * @param isPrefix whether {@code key} names several files
 * @param asOf when the execution started
 */
public record Job(
        String executionName,
        String bucket,
        String key,
        boolean isPrefix,
        String feed,
        FormatHints hints,
        Schema schema,
        Instant asOf) {
    public Job {
        requireNonNull(executionName, "executionName");
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(feed, "feed");
        requireNonNull(hints, "hints");
        requireNonNull(schema, "schema");
        requireNonNull(asOf, "asOf");
    }

    String source() {
        return "s3://" + bucket + "/" + key;
    }
}
