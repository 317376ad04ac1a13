package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
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
                .or(() -> refusalOfRequester(review, who, deadline))
                .or(() -> refusalOfSecondSelf(policy, reviewer, verdict));
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

    private Optional<Refusal> refusalOfRequester(ReviewRecord review, Identity who, Deadline deadline) {
        if (review.policy().requesterMayDecide()) {
            return Optional.empty();
        }
        String requester = review.requestedBy();
        if (requester == null) {
            return Optional.of(Refusal.REQUESTER_UNKNOWN);
        }
        Optional<Set<String>> names = who.names(directory, deadline);
        if (names.isEmpty()) {
            return Optional.of(Refusal.CANNOT_BE_CHECKED);
        }
        Set<String> asked = Set.copyOf(List.of(comparable(requester), comparable(lastPart(requester))));
        return names.get().stream().map(Approvers::comparable).anyMatch(asked::contains)
                ? Optional.of(Refusal.REQUESTER)
                : Optional.empty();
    }

    /**
     * One person may have both a Slack account and a role, and whoever starts executions has AWS credentials; only a list of
     * approvers says that a role is somebody else.
     */
    private static Optional<Refusal> refusalOfSecondSelf(ReviewPolicy policy, Reviewer reviewer, Verdict verdict) {
        if (verdict == Verdict.REJECTED
                || !reviewer.via().equals(Reviewer.IAM)
                || !policy.approvers().isEmpty()) {
            return Optional.empty();
        }
        if (policy.isQuorum()) {
            return Optional.of(Refusal.DOES_NOT_COUNT);
        }
        // A user's name is given to them; whoever assumes a role names the session.
        boolean isRole = String.valueOf(reviewer.id()).contains(":role/");
        return policy.requesterMayDecide() || !isRole ? Optional.empty() : Optional.of(Refusal.MAY_BE_REQUESTER);
    }

    /** People are often called in Slack as they are in AWS: a user's ARN ends with a name, that of a session with one too. */
    private static String lastPart(String requester) {
        return requester.startsWith("arn:") ? requester.substring(requester.lastIndexOf('/') + 1) : requester;
    }

    /** Leaves out what people leave out when they write down a name: case, and the sign before it. */
    private static String comparable(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
        return (plain.startsWith("@") ? plain.substring(1) : plain).toLowerCase(Locale.ROOT);
    }
}
