package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may decide on a review, and how many of them have to agree.
 *
 * @param approvers ids of Slack users and user groups, and IAM ARNs; empty where nobody in particular is asked
 * @param requireVerified whether a name that somebody typed is not enough
 * @param requesterMayDecide whether the one who asked for the review may decide on it
 * @param approvalsRequired how many verified people have to approve; one rejection rejects all the same
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReviewPolicy(
        List<String> approvers, boolean requireVerified, boolean requesterMayDecide, int approvalsRequired) {
    /** Whoever has a link may decide. */
    public static final ReviewPolicy OPEN = new ReviewPolicy(List.of(), false, true, 1);

    public static final int MAX_APPROVERS = 50;
    public static final int MAX_APPROVALS = 10;

    /** An id of Slack (users begin with U or W, user groups with S) or the ARN of an IAM user or role. */
    private static final Pattern APPROVER =
            Pattern.compile("[SUW][A-Z0-9]{2,20}|arn:aws[a-z-]*:iam::[0-9]{12}:(?:user|role)/[\\w+=,.@/-]{1,512}");

    private static final Pattern ROLE = Pattern.compile("(arn:aws[a-z-]*:iam::[0-9]{12}:role/)(?:.*/)?([^/]+)");

    private static final String APPROVER_WORDS =
            "the id of a Slack user or user group, such as U012AB3CD or S0614TZR7, or the ARN of an IAM user or role";

    public ReviewPolicy {
        approvers = List.copyOf(approvers);
        if (approvalsRequired < 1 || approvalsRequired > MAX_APPROVALS) {
            throw new IllegalArgumentException("1 to " + MAX_APPROVALS + " approvals can be required");
        }
    }

    /** Reads the fields of a policy, each of which may be missing. */
    public static ReviewPolicy parse(Fields fields) {
        ReviewPolicy policy = new ReviewPolicy(
                fields.texts("approvers", MAX_APPROVERS, APPROVER, APPROVER_WORDS),
                fields.flag("requireVerified", false),
                fields.flag("requesterMayDecide", true),
                (int) fields.whole("approvalsRequired", 1, MAX_APPROVALS, 1));
        if (policy.wantsMoreThanThereAre()) {
            fields.refuse("approvalsRequired", "is " + policy.approvalsRequired + policy.tooFew());
        }
        return policy;
    }

    /**
     * Reads what a stack asks of every review.
     *
     * @throws IllegalStateException naming the variable that is missing or malformed
     */
    public static ReviewPolicy from(Env env) {
        List<String> approvers = env.list("REVIEW_APPROVERS");
        approvers.stream()
                .filter(a -> !APPROVER.matcher(a).matches())
                .findFirst()
                .ifPresent(a -> {
                    throw new IllegalStateException(
                            "environment variable REVIEW_APPROVERS has " + a + "; it has to be " + APPROVER_WORDS);
                });
        return new ReviewPolicy(
                approvers,
                env.flag("REQUIRE_VERIFIED"),
                env.flag("REQUESTER_MAY_DECIDE"),
                env.whole("APPROVALS_REQUIRED", 1, MAX_APPROVALS));
    }

    /**
     * Returns the stricter of the two in each point: what a stack asks of every review, a request can only add to.
     *
     * @param requester who asked, if that can be read
     * @throws InvalidReviewRequest if the request names an approver whom the stack does not, or, where the stack names nobody,
     *     somebody who could make two people of one or could be the requester
     */
    public ReviewPolicy tightenedBy(ReviewPolicy request, Optional<Requester> requester) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < request.approvers.size(); i++) {
            String approver = request.approvers.get(i);
            if (!approvers.isEmpty() && !approvers.contains(approver)) {
                wrong.add("policy.approvers[" + i + "] is \"" + approver + "\"; this stack allows only "
                        + String.join(", ", approvers));
            } else if (approvers.isEmpty() && isQuorum() && approver.startsWith("arn:")) {
                wrong.add("policy.approvers[" + i + "] is \"" + approver + "\"; only this stack itself may name AWS"
                        + " identities, because they could belong to somebody who has approved");
            } else if (mayBeRequester(approver, requester)) {
                wrong.add("policy.approvers[" + i + "] is \"" + approver + "\"; only this stack itself may name whoever"
                        + " cannot be told from requestedBy, because they could be the one who asked");
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidReviewRequest(String.join("; ", wrong));
        }
        ReviewPolicy both = new ReviewPolicy(
                request.approvers.isEmpty() ? approvers : request.approvers,
                requireVerified || request.requireVerified,
                requesterMayDecide && request.requesterMayDecide,
                Math.max(approvalsRequired, request.approvalsRequired));
        if (both.wantsMoreThanThereAre()) {
            throw new InvalidReviewRequest(
                    "policy.approvalsRequired is " + both.approvalsRequired + " in this stack" + both.tooFew());
        }
        return both;
    }

    /**
     * Returns what a request of an earlier version may still ask of this stack, without those approvers who could be the
     * requester: they can only reject.
     */
    public ReviewPolicy withoutWhoMayHaveAsked(ReviewPolicy request, Requester requester) {
        List<String> others = request.approvers.stream()
                .filter(approver -> !mayBeRequester(approver, Optional.of(requester)))
                .toList();
        return new ReviewPolicy(others, request.requireVerified, request.requesterMayDecide, request.approvalsRequired);
    }

    /** Tells whether only the word of a request, which is the requester's own, says that an approver is somebody else. */
    private boolean mayBeRequester(String approver, Optional<Requester> requester) {
        return approvers.isEmpty()
                && !requesterMayDecide
                && requester.filter(r -> r.canBeToldFrom(approver)).isEmpty();
    }

    /** Tells whether anybody's approval would count on what somebody asks for. */
    public boolean canBeApprovedFor(Requester requester) {
        return requesterMayDecide || !approvers.isEmpty() || requester.canBeToldFromAnybody(this);
    }

    /** Tells whether so many approvals can never come together; how many are in a group only Slack knows. */
    private boolean wantsMoreThanThereAre() {
        return !approvers.isEmpty()
                && approvers.size() < approvalsRequired
                && approvers.stream().noneMatch(a -> a.startsWith("S"));
    }

    private String tooFew() {
        return "; only " + approvers.size() + " approvers are named, and no user group";
    }

    /** Tells whether a link only shows: every rule about people can be kept only where it is known who somebody is. */
    @JsonIgnore
    public boolean verifiedOnly() {
        return requireVerified || !approvers.isEmpty() || !requesterMayDecide || approvalsRequired > 1;
    }

    /**
     * Tells whether an approval from before this policy may still count; who is in a group only Slack knows, and whoever was
     * when they approved has approved.
     */
    boolean mayCount(Reviewer voter) {
        String id = voter.id();
        if (!voter.verified() || id == null) {
            return false;
        }
        boolean byIam = voter.via().equals(Reviewer.IAM);
        if (approvers.isEmpty()) {
            return !byIam;
        }
        return approvers.stream().map(ReviewPolicy::withoutPath).anyMatch(withoutPath(id)::equals)
                || (!byIam && approvers.stream().anyMatch(a -> a.startsWith("S")));
    }

    /** A role's name is the only one in its account, and the ARN of its session leaves the path out. */
    private static String withoutPath(String approver) {
        Matcher role = ROLE.matcher(approver);
        return role.matches() ? role.group(1) + role.group(2) : approver;
    }

    /** Tells whether more than one person has to approve. */
    @JsonIgnore
    public boolean isQuorum() {
        return approvalsRequired > 1;
    }
}
