package dev.reviewgate.slack;

import java.util.Objects;

/**
 * What the Slack app is known by; it never prints itself.
 *
 * @param signingSecret with which Slack signs what it sends
 * @param botToken with which the app calls Slack
 */
public record SlackCredentials(String signingSecret, String botToken) {
    public SlackCredentials {
        Objects.requireNonNull(signingSecret, "signingSecret");
        Objects.requireNonNull(botToken, "botToken");
    }

    @Override
    public String toString() {
        return "SlackCredentials[…]";
    }
}
