package dev.reviewgate.callback;

/** What a state of a review looks like: a shape that is drawn, a tone, and a word, so that none of them stands alone. */
enum Sign {
    WAITING("clock", "wait", "Waiting for a decision"),
    DECIDING("hourglass", "wait", "Being decided"),
    APPROVED("check", "good", "Approved"),
    REJECTED("cross", "bad", "Rejected"),
    VOTED("hand", "good", "Your approval counts"),
    EXPIRED("clock", "over", "Expired"),
    CLOSED("stop", "over", "Closed"),
    REFUSED("lock", "warn", "Not for you to decide"),
    TRY_AGAIN("again", "warn", "Try again"),
    CHANGED("swap", "warn", "Changed"),
    UNCLEAR("question", "warn", "Not certain"),
    NOT_FOUND("question", "over", "Not found"),
    FORM("warn", "warn", "Not yet"),
    WRONG("cross", "warn", "Something is wrong");

    private final String shape;
    private final String tone;
    private final String word;

    Sign(String shape, String tone, String word) {
        this.shape = shape;
        this.tone = tone;
        this.word = word;
    }

    /** The name of the drawing in the template of signs. */
    String shape() {
        return shape;
    }

    /** The class that colours it. */
    String tone() {
        return tone;
    }

    String word() {
        return word;
    }

    /** Returns the sign for a notice by the word that logs and programs know it by. */
    static Sign of(String code, int status) {
        return switch (code) {
            case "expired" -> EXPIRED;
            case "closed", "files_gone" -> CLOSED;
            case "maybe_decided" -> UNCLEAR;
            case "being_decided", "deciding" -> DECIDING;
            case "voted", "already_voted" -> VOTED;
            case "content_changed", "evidence_changed" -> CHANGED;
            case "not_found" -> NOT_FOUND;
            case "invalid_form" -> FORM;
            case "unavailable", "reopening", "cannot_be_checked", "not_recorded" -> TRY_AGAIN;
            default -> status == 403 ? REFUSED : status == 503 ? TRY_AGAIN : WRONG;
        };
    }
}
