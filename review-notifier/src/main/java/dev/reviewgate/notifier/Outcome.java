package dev.reviewgate.notifier;

/** How a review ended. */
enum Outcome {
    APPROVED,
    REJECTED,
    TIMED_OUT,
    /** It was decided, or its time ran out, and what followed from that could not be done. */
    FAILED
}
