package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one object in a definition; what it refuses, it refuses by the object's place and the field's name. */
final class Fields {
    private static final Set<String> JSON_PATH = Set.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "ResultSelector",
            "Parameters",
            "Result",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "ErrorPath",
            "CausePath",
            "ItemsPath",
            "MaxConcurrencyPath",
            "MaxItemsPath",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatchPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
            "Variable",
            "And",
            "Or",
            "Not");

    private final JsonNode node;
    private final String place;

    /** @param place for instance {@code State 'RequestReview', Retry[0]} */
    Fields(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new InvalidDefinition(place + ": expected an object, not " + Json.write(node));
        }
        this.node = node;
        this.place = place;
    }

    InvalidDefinition invalid(String field, String problem) {
        return new InvalidDefinition(place + ", field '" + field + "': " + problem);
    }

    /** Refuses every field but these and {@code Comment}. */
    void allowOnly(String... names) {
        Set<String> allowed = Set.of(names);
        node.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field) && !field.equals("Comment")) {
                throw invalid(
                        field, JSON_PATH.contains(field) ? "JSONPath is not supported, only JSONata" : "not supported");
            }
        });
        if (node.has("Comment") && !node.get("Comment").isTextual()) {
            throw invalid("Comment", "must be a string");
        }
    }

    boolean has(String field) {
        return node.has(field);
    }

    JsonNode get(String field) {
        return node.path(field);
    }

    @Nullable
    String text(String field) {
        if (!node.has(field)) {
            return null;
        }
        if (!node.get(field).isTextual()) {
            throw invalid(field, "must be a string");
        }
        return node.get(field).textValue();
    }

    String requiredText(String field) {
        String text = text(field);
        if (text == null) {
            throw invalid(field, "is missing");
        }
        return text;
    }

    /** Returns a text that may be one of a few only. */
    String oneOf(String field, String otherwise, String... allowed) {
        String text = text(field);
        if (text == null) {
            return otherwise;
        }
        if (!List.of(allowed).contains(text)) {
            throw invalid(field, "must be one of " + List.of(allowed) + ", not '" + text + "'");
        }
        return text;
    }

    @Nullable
    Long integer(String field, long min, long max) {
        if (!node.has(field)) {
            return null;
        }
        JsonNode value = node.get(field);
        if (!value.isIntegralNumber() || value.longValue() < min || value.longValue() > max) {
            throw invalid(field, "must be an integer from " + min + " to " + max + ", not " + Json.write(value));
        }
        return value.longValue();
    }

    long integer(String field, long min, long max, long otherwise) {
        Long value = integer(field, min, max);
        return value == null ? otherwise : value;
    }

    double number(String field, double min, double otherwise) {
        if (!node.has(field)) {
            return otherwise;
        }
        JsonNode value = node.get(field);
        if (!value.isNumber() || value.doubleValue() < min) {
            throw invalid(field, "must be a number of at least " + min + ", not " + Json.write(value));
        }
        return value.doubleValue();
    }

    /** Returns the fields of an object, or null if the field is not there. */
    @Nullable
    Fields object(String field) {
        return node.has(field) ? new Fields(node.get(field), place + ", " + field) : null;
    }

    String place() {
        return place;
    }

    List<Fields> objects(String field) {
        if (!node.has(field)) {
            return List.of();
        }
        JsonNode array = node.get(field);
        if (!array.isArray() || array.isEmpty()) {
            throw invalid(field, "must be an array that is not empty");
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(new Fields(array.get(i), place + ", " + field + "[" + i + "]"));
        }
        return objects;
    }

    List<String> texts(String field) {
        JsonNode array = node.path(field);
        if (!array.isArray() || array.isEmpty()) {
            throw invalid(field, "must be an array of strings that is not empty");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                throw invalid(field, "must hold strings only, not " + Json.write(item));
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    @Nullable
    Template template(String field) {
        if (!node.has(field)) {
            return null;
        }
        try {
            return Template.of(node.get(field));
        } catch (IllegalArgumentException e) {
            throw invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a field that takes an expression, or a literal of one kind. */
    @Nullable
    Template templateOf(String field, LiteralCheck check, String expected) {
        Template template = template(field);
        if (template instanceof Template.Literal literal && !check.accepts(literal.value())) {
            throw invalid(
                    field, "must be " + expected + " or a JSONata expression, not " + Json.write(literal.value()));
        }
        if (template != null && !(template instanceof Template.Literal) && !(template instanceof Template.Computed)) {
            throw invalid(field, "must be " + expected + " or a JSONata expression");
        }
        return template;
    }

    @FunctionalInterface
    interface LiteralCheck {
        boolean accepts(JsonNode value);
    }
}
