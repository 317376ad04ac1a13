package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** When a person is asked, for how long, and who may decide, defaults filled in; part of the result under this very shape. */
record ReviewPolicy(
        double threshold,
        long timeoutSeconds,
        int reminders,
        OnTimeout onTimeout,
        @Nullable String requestedBy,
        DecisionPolicy policy) {
    ReviewPolicy {
        requireNonNull(policy, "policy");
        requireNonNull(onTimeout, "onTimeout");
    }
}
