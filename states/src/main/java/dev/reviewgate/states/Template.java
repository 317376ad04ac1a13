package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a definition, with the JSONata expressions in it. */
sealed interface Template {
    /**
     * Returns the value with every expression evaluated.
     *
     * @param field the path of this value in the state, for messages
     */
    JsonNode evaluate(Scope scope, String field) throws EvaluationFailure;

    /**
     * Reads a value of a definition.
     *
     * @throws IllegalArgumentException if an expression in it does not parse
     */
    static Template of(JsonNode node) {
        if (node.isTextual() && Expression.isExpression(node.textValue())) {
            return new Computed(Expression.parse(node.textValue()));
        }
        if (node.isObject()) {
            Map<String, Template> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
            return fields.values().stream().allMatch(Literal.class::isInstance)
                    ? new Literal(node)
                    : new Fields(Collections.unmodifiableMap(fields));
        }
        if (node.isArray()) {
            List<Template> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return items.stream().allMatch(Literal.class::isInstance)
                    ? new Literal(node)
                    : new Items(List.copyOf(items));
        }
        return new Literal(node);
    }

    /** A value without expressions. */
    record Literal(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) {
            return value;
        }
    }

    /** A string that is an expression. */
    record Computed(Expression expression) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) throws EvaluationFailure {
            return expression.evaluate(scope, field);
        }
    }

    /** An object with expressions somewhere in it. */
    record Fields(Map<String, Template> fields) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) throws EvaluationFailure {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Template> entry : fields.entrySet()) {
                object.set(entry.getKey(), entry.getValue().evaluate(scope, field + "/" + entry.getKey()));
            }
            return object;
        }
    }

    /** An array with expressions somewhere in it. */
    record Items(List<Template> items) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) throws EvaluationFailure {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            for (int i = 0; i < items.size(); i++) {
                array.add(items.get(i).evaluate(scope, field + "[" + i + "]"));
            }
            return array;
        }
    }
}
