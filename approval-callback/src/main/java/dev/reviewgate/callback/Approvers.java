package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Requester;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import java.util.Optional;
import java.util.Set;

/** Knows who may decide on a review. Where that cannot be found out, nobody may. */
final class Approvers {
    private final Directory directory;

    Approvers(Directory directory) {
        this.directory = directory;
    }

    /** Returns why somebody may not decide; empty if they may. */
    Optional<Refusal> refusal(ReviewRecord review, Identity who, Verdict verdict, Deadline deadline) {
        ReviewPolicy policy = review.policy();
        if (!policy.verifiedOnly()) {
            return Optional.empty();
        }
        Reviewer reviewer = who.reviewer();
        if (!reviewer.verified()) {
            return Optional.of(Refusal.NEEDS_VERIFIED);
        }
        return refusalOfStranger(policy, who, deadline)
                .or(() -> refusalOfRequester(review, who, verdict, deadline))
                .or(() -> refusalOfSecondSelf(review, reviewer, verdict));
    }

    private Optional<Refusal> refusalOfStranger(ReviewPolicy policy, Identity who, Deadline deadline) {
        if (policy.approvers().isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> listed = who.isAmong(policy.approvers(), directory, deadline);
        if (listed.isEmpty()) {
            return Optional.of(Refusal.CANNOT_BE_CHECKED);
        }
        return listed.get() ? Optional.empty() : Optional.of(Refusal.NOT_AN_APPROVER);
    }

    private Optional<Refusal> refusalOfRequester(
            ReviewRecord review, Identity who, Verdict verdict, Deadline deadline) {
        if (review.policy().requesterMayDecide()) {
            return Optional.empty();
        }
        Optional<Requester> requester = Requester.parse(review.requestedBy());
        if (requester.isEmpty()) {
            return verdict == Verdict.REJECTED ? Optional.empty() : Optional.of(Refusal.REQUESTER_UNKNOWN);
        }
        Optional<Set<String>> names = who.names(directory, deadline);
        if (names.isEmpty()) {
            return Optional.of(Refusal.CANNOT_BE_CHECKED);
        }
        return requester.get().isAmong(names.get()) ? Optional.of(Refusal.REQUESTER) : Optional.empty();
    }

    /**
     * One person may have both a Slack account and a role, and whoever starts executions has AWS credentials; only a list of
     * approvers says that somebody whom nothing can be compared with is somebody else.
     */
    private static Optional<Refusal> refusalOfSecondSelf(ReviewRecord review, Reviewer reviewer, Verdict verdict) {
        ReviewPolicy policy = review.policy();
        if (verdict == Verdict.REJECTED || !policy.approvers().isEmpty()) {
            return Optional.empty();
        }
        if (policy.isQuorum() && reviewer.via().equals(Reviewer.IAM)) {
            return Optional.of(Refusal.DOES_NOT_COUNT);
        }
        return policy.requesterMayDecide()
                        || Requester.parse(review.requestedBy())
                                .filter(requester -> requester.canBeToldFrom(reviewer))
                                .isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.MAY_BE_REQUESTER);
    }
}
