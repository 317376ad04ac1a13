package dev.reviewgate.callback;

/** Why somebody may not decide on a review. */
enum Refusal {
    NEEDS_VERIFIED(
            403,
            "needs_verified",
            "This review can be decided only by people who are known: in Slack, or with the operators' command line. A link shows it, and does not decide it."),
    NOT_AN_APPROVER(
            403,
            "not_an_approver",
            "This review names the people who may decide on it, and you are not one of them. Thank you for looking all the same."),
    REQUESTER(
            403,
            "requester",
            "You asked for this review, or are called as the one who did, so somebody else has to decide on it."),
    REQUESTER_UNKNOWN(
            403,
            "requester_unknown",
            "Whoever asked for this review may not decide on it, and it does not say plainly who that was. So nobody can approve it. You can still reject."),
    DOES_NOT_COUNT(
            403,
            "does_not_count",
            "This review needs several people to approve, and an AWS identity counts only if it is named as an approver: it could belong to somebody who has approved already. You can still reject."),
    MAY_BE_REQUESTER(
            403,
            "may_be_requester",
            "Whoever asked for this review may not decide on it, and nothing tells whether that was you: how they are named cannot be compared with what is known of you here. You can approve only if you are named as an approver. You can still reject."),
    CANNOT_BE_CHECKED(
            503,
            "cannot_be_checked",
            "Slack cannot be asked just now whether you may decide on this review. Nothing is decided. Please try again in a moment.");

    private final int status;
    private final String code;
    private final String text;

    Refusal(int status, String code, String text) {
        this.status = status;
        this.code = code;
        this.text = text;
    }

    int status() {
        return status;
    }

    /** A word for logs and programs. */
    String code() {
        return code;
    }

    /** What the person is told. */
    String text() {
        return text;
    }
}
