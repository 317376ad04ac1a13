package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as its channel shows it at the moment; later updates make another record.
 *
 * @param ts names the message within its channel, such as {@code 1700000000.000100}
 * @param thread the message that it answers, by its {@code ts}; null for one that stands in the channel itself
 * @param now what the channel shows
 * @param earlier what it has shown before, oldest first
 */
public record SlackMessage(
        String channel, String ts, @Nullable String thread, Version now, List<Version> earlier) {
    /**
     * One state of a message.
     *
     * @param text the text of notifications, shown only where there are no blocks
     * @param blocks an array, empty for a message without blocks
     * @param since when it began to be shown
     */
    public record Version(String text, JsonNode blocks, Instant since) {
        /** Returns every text that a reader sees, one per line. */
        public String shown() {
            return blocks.isEmpty() ? text : BlockTexts.of(blocks);
        }
    }

    public SlackMessage {
        earlier = List.copyOf(earlier);
    }

    public String text() {
        return now.text();
    }

    public JsonNode blocks() {
        return now.blocks();
    }

    /** Returns every text that a reader sees now, one per line. */
    public String shown() {
        return now.shown();
    }

    /** Returns the {@code action_id}s of its buttons, in their order. */
    public List<String> buttons() {
        return BlockTexts.buttons(blocks());
    }

    /** Returns where a button leads; empty if there is no such button or it leads nowhere. */
    public String link(String actionId) {
        return BlockTexts.button(blocks(), actionId).path("url").asText("");
    }

    public boolean isUpdated() {
        return !earlier.isEmpty();
    }

    public Instant postedAt() {
        return (earlier.isEmpty() ? now : earlier.get(0)).since();
    }
}
