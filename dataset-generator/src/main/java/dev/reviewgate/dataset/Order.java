package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.screening.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid payload: whose execution this is and when it started, the dataset it asks for, what is declared about its columns,
 * and the review it wants.
 */
record Order(
        String executionName, @Nullable Instant startTime, DatasetRequest dataset, Schema schema, ReviewPolicy review) {
    Order {
        requireNonNull(executionName, "executionName");
        requireNonNull(dataset, "dataset");
        requireNonNull(schema, "schema");
        requireNonNull(review, "review");
    }
}
