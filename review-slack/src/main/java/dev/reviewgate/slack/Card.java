package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.util.Objects;

/**
 * A message in Slack.
 *
 * @param text what a notification says, and whatever cannot show blocks; escaped already
 * @param blocks the message in Block Kit
 */
public record Card(String text, ArrayNode blocks) {
    public Card {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(blocks, "blocks");
    }

    /** Returns a new object with {@code text} and {@code blocks}, as {@code chat.*} and a response URL take them. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("text", text);
        json.set("blocks", blocks.deepCopy());
        return json;
    }
}
