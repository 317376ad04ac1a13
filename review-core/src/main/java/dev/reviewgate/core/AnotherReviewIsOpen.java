package dev.reviewgate.core;

/** Two different questions would be open under one name; it may pass, where the decision on the first is being recorded. */
public final class AnotherReviewIsOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnotherReviewIsOpen(String stateName) {
        super("another review of this execution is open under the stateName \"" + stateName + "\"; give each its own");
    }
}
