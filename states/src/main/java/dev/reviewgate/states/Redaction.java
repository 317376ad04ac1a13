package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Replaces task tokens in what is shown to people. */
final class Redaction {
    private static final String REPLACEMENT = "[task token]";

    private final List<String> tokens;

    private Redaction(List<String> tokens) {
        this.tokens = tokens;
    }

    static Redaction of(List<String> tokens) {
        return new Redaction(tokens);
    }

    HistoryEvent apply(HistoryEvent event) {
        if (tokens.isEmpty() || event.details() == null) {
            return event;
        }
        return new HistoryEvent(
                event.id(),
                event.previousEventId(),
                event.timestamp(),
                event.type(),
                event.detailsName(),
                object(event.details()));
    }

    private ObjectNode object(ObjectNode node) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> copy.set(field.getKey(), value(field.getValue())));
        return copy;
    }

    private JsonNode value(JsonNode node) {
        // Payloads are JSON in strings; a token's characters are never escaped there.
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(text(node.textValue()));
        }
        return node.isObject() ? object((ObjectNode) node) : node;
    }

    private String text(String text) {
        String redacted = text;
        for (String token : tokens) {
            redacted = redacted.replace(token, REPLACEMENT);
        }
        return redacted;
    }
}
