package dev.reviewgate.notifier;

import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.ReviewRequest;

/** How many days the review bucket keeps a record; without one nobody can decide. */
record Retention(int days) {
    private static final long SECONDS_A_DAY = 86_400;

    /**
     * Refuses a wait that its record might not outlive.
     *
     * @throws InvalidReviewRequest if all attempts together may wait longer than a day less than the retention
     */
    void refuseLongerWait(ReviewRequest request) {
        long longest = (days - 1) * SECONDS_A_DAY;
        if (request.longestWaitSeconds() > longest) {
            throw new InvalidReviewRequest(
                    "timeoutSeconds is " + request.timeoutSeconds() + "; with the attempts left, "
                            + request.longestWaitSeconds() + " seconds, it may be at most " + longest
                            + " together, because a review's record is kept for " + days + " days");
        }
    }
}
