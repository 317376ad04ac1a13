package dev.reviewgate.slack;

/** The secret of the Slack app could not be read, or is not what it should be; the message never quotes it. */
public final class SlackSecretUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SlackSecretUnreadable(String message) {
        super(message);
    }
}
