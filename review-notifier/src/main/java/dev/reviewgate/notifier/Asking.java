package dev.reviewgate.notifier;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a message that asks for a review is made of.
 *
 * @param votes the approvals so far, where several are needed
 * @param now when it is sent
 */
record Asking(ReviewRecord review, ReviewLink link, Occasion occasion, Ballot votes, Instant now) {
    Asking {
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(occasion, "occasion");
        Objects.requireNonNull(votes, "votes");
        Objects.requireNonNull(now, "now");
    }

    /** Returns the same as those are told who are asked only because nobody has decided. */
    Asking escalated() {
        Occasion escalation = new Occasion.Escalation();
        return new Asking(
                review,
                link,
                occasion instanceof Occasion.Again again ? new Occasion.Again(again.by(), escalation) : escalation,
                votes,
                now);
    }

    /** How long is left until the review closes. */
    Duration left() {
        return Duration.between(now, review.closesAt());
    }

    int votesMissing() {
        return Math.max(0, review.policy().approvalsRequired() - votes.votes().size());
    }

    boolean moreReminders() {
        return review.attempt() < review.attempts();
    }
}
