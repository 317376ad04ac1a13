package dev.reviewgate.dataset;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code review} says about who may decide. */
final class DecisionPolicyReader {
    private static final Pattern SLACK_GROUP = Pattern.compile("S[A-Z0-9]{2,20}");
    private static final Pattern APPROVER = Pattern.compile("[UW][A-Z0-9]{2,20}|" + SLACK_GROUP.pattern()
            + "|arn:aws[a-z-]*:iam::[0-9]{12}:(?:user|role)/[\\w+=,.@/-]{1,512}");
    private static final String APPROVERS =
            "a Slack user such as U012AB3CD, a Slack user group such as S0614TZR7, or an IAM"
                    + " user or role such as arn:aws:iam::123456789012:role/Reviewer";

    /** The notifier takes these spellings too: with any other, nobody who decides could be compared. */
    private static final Pattern REQUESTER = Pattern.compile("(?=.{1," + Limits.REQUESTED_BY_CHARACTERS + "}$)(?:"
            + "\\w+(?:(?:-+|\\.|(?<=[A-Za-z])'(?=[A-Za-z]))\\w+)*(?:\\+[\\w+-]*(?:\\.[\\w+-]+)*)?"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
            + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
            + "|[UW][A-Z0-9]{2,20}"
            + "|@\\w+(?:(?:-+|\\.)\\w+)*"
            + "|arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:[A-Za-z][\\w+=,.@:/-]*\\w)");

    private static final String REQUESTERS =
            "whoever asks must not decide on this review, so give one plain mail address"
                    + " such as etl@example.com, the id of a Slack user such as U012AB3CD, a handle such as @etl without blanks,"
                    + " or an ARN, in ASCII and with nothing around it";

    private DecisionPolicyReader() {}

    /** Reads who asked, where they must not decide. */
    static String requester(Fields review) {
        return review.demanded("requestedBy", REQUESTER, REQUESTERS);
    }

    static DecisionPolicy read(Fields review) {
        var given = review.value("approvers");
        var approvers = review.texts("approvers", Limits.APPROVERS, APPROVER, APPROVERS);
        var requesterMayDecide = review.flag("requesterMayDecide");
        var approvalsRequired = approvalsRequired(review);
        var areAllUnderstood = given == null || given.size() == approvers.size();
        if (approvalsRequired != null && areAllUnderstood && !areEnough(approvers, approvalsRequired)) {
            review.refuse(
                    "approvalsRequired", "give no more than there are approvers, or as many would never be reached");
        }
        return new DecisionPolicy(
                approvers.isEmpty() ? null : approvers,
                review.flag("requireVerified"),
                requesterMayDecide,
                approvalsRequired);
    }

    private static @Nullable Integer approvalsRequired(Fields review) {
        return review.value("approvalsRequired") == null
                ? null
                : Integer.valueOf((int) review.whole("approvalsRequired", Limits.APPROVALS_REQUIRED, 1));
    }

    /** How many people a group is changes, and anybody may be one of them where nobody is named. */
    private static boolean areEnough(List<String> approvers, int required) {
        return approvers.isEmpty()
                || approvers.stream()
                        .anyMatch(approver -> SLACK_GROUP.matcher(approver).matches())
                || approvers.size() >= required;
    }
}
