package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** When a person is asked and for how long, defaults filled in; part of the result under this very shape. */
record ReviewPolicy(
        double threshold,
        long timeoutSeconds,
        int reminders,
        OnTimeout onTimeout,
        @Nullable String requestedBy) {
    ReviewPolicy {
        requireNonNull(onTimeout, "onTimeout");
    }
}
