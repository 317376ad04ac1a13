package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Finds the texts and the buttons in Block Kit blocks. */
final class BlockTexts {
    private BlockTexts() {}

    /** Returns every text that is shown, in reading order, one per line. */
    static String of(JsonNode blocks) {
        List<String> texts = new ArrayList<>();
        collect(blocks, texts);
        return String.join("\n", texts);
    }

    private static void collect(JsonNode node, List<String> texts) {
        JsonNode text = node.path("text");
        if (text.isTextual() && !node.path("type").asText().isEmpty()) {
            texts.add(text.textValue());
        }
        node.forEach(child -> collect(child, texts));
    }

    static List<String> buttons(JsonNode blocks) {
        List<String> ids = new ArrayList<>();
        blocks.findParents("action_id").forEach(element -> {
            if (element.path("type").asText().equals("button")) {
                ids.add(element.path("action_id").asText());
            }
        });
        return ids;
    }

    /** Returns a button, or a missing node. */
    static JsonNode button(JsonNode blocks, String actionId) {
        for (JsonNode element : blocks.findParents("action_id")) {
            if (element.path("type").asText().equals("button")
                    && element.path("action_id").asText().equals(actionId)) {
                return element;
            }
        }
        return MissingNode.getInstance();
    }
}
