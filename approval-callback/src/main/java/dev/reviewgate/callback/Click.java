package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.ReviewRecord;

/**
 * Somebody wants to decide on a review.
 *
 * @param review as it was read for this click
 * @param deadline when they have to be told what came of it
 */
record Click(ReviewRecord review, Identity who, Choice choice, Deadline deadline) {
    Click with(ReviewRecord newer) {
        return new Click(newer, who, choice, deadline);
    }
}
