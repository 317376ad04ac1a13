package dev.reviewgate.notifier;

/** How a review ended. */
enum Outcome {
    APPROVED,
    REJECTED,
    TIMED_OUT
}
