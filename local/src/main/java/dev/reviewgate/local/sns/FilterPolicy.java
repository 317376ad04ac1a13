package dev.reviewgate.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** A filter policy on message attributes: exact values, {@code prefix}, {@code anything-but} and {@code exists}. */
record FilterPolicy(String source, JsonNode rules) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FilterPolicy parse(String source) throws SnsException {
        JsonNode rules;
        try {
            rules = JSON.readTree(source);
        } catch (JsonProcessingException e) {
            throw SnsException.invalid("FilterPolicy", "failed to parse JSON");
        }
        if (!rules.isObject()) {
            throw SnsException.invalid("FilterPolicy", "it must be a JSON object");
        }
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            if (!rule.getValue().isArray()) {
                throw SnsException.invalid("FilterPolicy", "\"" + rule.getKey() + "\" must be an object or an array");
            }
            for (JsonNode condition : rule.getValue()) {
                requireKnown(condition);
            }
        }
        return new FilterPolicy(source, rules);
    }

    private static void requireKnown(JsonNode condition) throws SnsException {
        if (condition.isObject()
                && !(condition.size() == 1
                        && List.of("prefix", "anything-but", "exists")
                                .contains(condition.fieldNames().next()))) {
            throw SnsException.invalid("FilterPolicy", "Unrecognized match type in " + condition);
        }
    }

    boolean accepts(Map<String, Message.Attribute> attributes) {
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            Message.Attribute attribute = attributes.get(rule.getKey());
            boolean matches = false;
            for (JsonNode condition : rule.getValue()) {
                matches |= attribute == null ? acceptsAbsence(condition) : accepts(condition, attribute.value());
            }
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static boolean acceptsAbsence(JsonNode condition) {
        return condition.isObject()
                && condition.has("exists")
                && !condition.get("exists").asBoolean();
    }

    private static boolean accepts(JsonNode condition, String value) {
        if (!condition.isObject()) {
            return condition.asText().equals(value);
        }
        if (condition.has("prefix")) {
            return value.startsWith(condition.get("prefix").asText());
        }
        if (condition.has("exists")) {
            return condition.get("exists").asBoolean();
        }
        JsonNode unwanted = condition.get("anything-but");
        if (!unwanted.isArray()) {
            return !unwanted.asText().equals(value);
        }
        for (JsonNode item : unwanted) {
            if (item.asText().equals(value)) {
                return false;
            }
        }
        return true;
    }
}
