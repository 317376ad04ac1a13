package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * A message in Slack that asks for a review, and has to tell how it went on.
 *
 * @param ts what Slack calls the message within its channel
 * @param key of the link in it, which an update has to repeat
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostedMessage(String channel, String ts, int attempt, LinkKey key) {
    public PostedMessage {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(ts, "ts");
        Objects.requireNonNull(key, "key");
    }
}
