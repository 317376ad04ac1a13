package dev.reviewgate.callback;

/** A request that cannot be understood; {@link #why()} may be shown to whoever sent it. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    BadRequest(String why) {
        super(why);
        this.why = why;
    }

    BadRequest(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}
