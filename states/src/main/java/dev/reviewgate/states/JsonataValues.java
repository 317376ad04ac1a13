package dev.reviewgate.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates between JSON and the values that the JSONata engine works on. */
final class JsonataValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonataValues() {}

    /** Returns a fresh, mutable copy: the engine may work on it in place. */
    static Object toJsonata(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(field -> map.put(field.getKey(), toJsonata(field.getValue())));
                return map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(item -> list.add(toJsonata(item)));
                return list;
            }
            case STRING -> {
                return node.textValue();
            }
            case BOOLEAN -> {
                return node.booleanValue();
            }
            case NUMBER -> {
                return number(node);
            }
            default -> {
                return Jsonata.NULL_VALUE;
            }
        }
    }

    /**
     * Returns the JSON of a result.
     *
     * @throws IllegalArgumentException if it is no JSON value, for instance a function or an infinite number
     */
    static JsonNode toJson(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NODES.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, item) -> object.set((String) key, toJson(item)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(item -> array.add(toJson(item)));
            return array;
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        throw new IllegalArgumentException(
                "not a JSON value: " + value.getClass().getSimpleName());
    }

    /** A number that a double cannot hold exactly stays what it is, so that passing it on does not change it. */
    private static Number number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.isInt() || node.isShort() ? node.intValue() : node.isLong() ? node.longValue() : wide(node);
        }
        BigDecimal exact = node.decimalValue();
        double rounded = exact.doubleValue();
        boolean faithful = Double.isFinite(rounded) && written(rounded).compareTo(exact) == 0;
        return faithful ? (Number) rounded : exact;
    }

    private static BigInteger wide(JsonNode node) {
        return node.bigIntegerValue();
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return NODES.numberNode(number.intValue());
        }
        if (number instanceof Long) {
            return NODES.numberNode(number.longValue());
        }
        if (number instanceof BigInteger integer) {
            return NODES.numberNode(integer);
        }
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a JSON number: " + value);
        }
        return NODES.numberNode(written(value));
    }

    private static BigDecimal written(double value) {
        return new BigDecimal(Double.toString(value));
    }
}
