package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A task that failed, with the error name that {@code Retry} and {@code Catch} match. */
public final class TaskFailure extends Exception {
    private final String error;
    private final @Nullable String failureCause;

    public TaskFailure(String error, @Nullable String failureCause) {
        super(failureCause == null ? error : error + ": " + failureCause);
        this.error = requireNonNull(error, "error");
        this.failureCause = failureCause;
    }

    /** Returns the error name, for instance {@code Lambda.TooManyRequestsException}. */
    public String error() {
        return error;
    }

    public @Nullable String failureCause() {
        return failureCause;
    }
}
