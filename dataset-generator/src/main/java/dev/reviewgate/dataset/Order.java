package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

/** A valid payload: whose execution this is, the dataset it asks for and the review it wants. */
record Order(String executionName, DatasetRequest dataset, ReviewPolicy review) {
    Order {
        requireNonNull(executionName, "executionName");
        requireNonNull(dataset, "dataset");
        requireNonNull(review, "review");
    }
}
