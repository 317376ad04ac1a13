package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** An ephemeral message: "only visible to you". */
public record SlackNote(String channel, String userId, String text, JsonNode blocks, Instant at) {
    /** Returns every text that the person sees, one per line. */
    public String shown() {
        return blocks.isEmpty() ? text : BlockTexts.of(blocks);
    }
}
