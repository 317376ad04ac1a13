package dev.reviewgate.notifier;

/**
 * Nobody was asked or told, and trying again may help: the state machine retries on this class by its name.
 *
 * <p>It says which service refused, and passes on none of what was to be sent.
 */
public final class NotificationNotSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Counts messages that a channel did not take, whether or not another one did. */
    static final String METRIC = "NotificationNotSent";

    NotificationNotSent(String message) {
        super(message);
    }
}
