package dev.reviewgate.core;

/** A payload that a workflow sent and that cannot be used; the message names each field, its value and what is allowed. */
public final class InvalidReviewRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidReviewRequest(String message) {
        super(message);
    }
}
