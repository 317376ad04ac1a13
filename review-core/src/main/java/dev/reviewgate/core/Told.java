package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;

/**
 * What was told of the end of a review.
 *
 * @param firstOpenedAt which review: an earlier one of the same execution and state had an end of its own
 * @param failed whether what was decided could not be carried out
 * @param followed a sentence or two about what came of it; may be empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Told(Instant firstOpenedAt, boolean failed, String followed) {
    public Told {
        Objects.requireNonNull(firstOpenedAt, "firstOpenedAt");
        Objects.requireNonNull(followed, "followed");
    }
}
