package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/** Says in JSONata what a simple definition says in JSONPath, so that what AWS did with it can be compared. */
final class Transposition {
    private static final Map<String, String> OPERATORS = Map.of(
            "BooleanEquals", "=",
            "StringEquals", "=",
            "NumericEquals", "=",
            "NumericLessThan", "<",
            "NumericLessThanEquals", "<=",
            "NumericGreaterThan", ">",
            "NumericGreaterThanEquals", ">=");
    private static final Map<String, String> PATH_FIELDS = Map.of(
            "ItemsPath", "Items",
            "MaxConcurrencyPath", "MaxConcurrency",
            "SecondsPath", "Seconds",
            "TimestampPath", "Timestamp",
            "TimeoutSecondsPath", "TimeoutSeconds",
            "HeartbeatSecondsPath", "HeartbeatSeconds",
            "ErrorPath", "Error",
            "CausePath", "Cause");
    private static final Set<String> SAME = Set.of(
            "Type",
            "Comment",
            "Next",
            "End",
            "Resource",
            "Retry",
            "TimeoutSeconds",
            "HeartbeatSeconds",
            "Seconds",
            "Timestamp",
            "Default",
            "Error",
            "Cause",
            "ErrorEquals");

    private Transposition() {}

    /** A definition that is not simple enough. */
    static final class Impossible extends RuntimeException {
        Impossible(String why) {
            super(why);
        }
    }

    static ObjectNode toJsonata(JsonNode definition) {
        return processor(definition).put("QueryLanguage", "JSONata");
    }

    private static ObjectNode processor(JsonNode definition) {
        ObjectNode result = definition.deepCopy();
        ObjectNode states = result.putObject("States");
        definition.get("States").properties().forEach(state -> states.set(state.getKey(), state(state.getValue())));
        return result;
    }

    private static ObjectNode state(JsonNode state) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        boolean pass = state.path("Type").asText().equals("Pass");
        boolean map = state.path("Type").asText().equals("Map");
        for (Map.Entry<String, JsonNode> field : state.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (SAME.contains(name)) {
                result.set(name, value);
            } else if (PATH_FIELDS.containsKey(name)) {
                result.set(PATH_FIELDS.get(name), expression(path(value.asText())));
            } else if (name.equals("ItemProcessor")) {
                result.set(name, processor(value));
            } else if (name.equals("ItemSelector")) {
                result.set(name, template(value));
            } else if (name.equals("InputPath") && map && !state.has("ItemsPath") && !state.has("ItemSelector")) {
                result.set("Items", expression(path(value.asText())));
            } else if (name.equals("Assign") && !value.toString().matches(".*(\\.\\$\"|\\{%).*")) {
                result.set(name, value);
            } else if (name.equals("Parameters")) {
                result.set(pass ? "Output" : "Arguments", template(value));
            } else if (name.equals("Result") || name.equals("ResultPath")) {
                result.set("Output", output(state, state.path("Result"), pass ? "$states.input" : "$states.result"));
            } else if (name.equals("Catch")) {
                ArrayNode catchers = result.putArray("Catch");
                value.forEach(catcher -> catchers.add(catcher(catcher)));
            } else if (name.equals("Choices")) {
                ArrayNode rules = result.putArray("Choices");
                value.forEach(rule -> rules.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("Condition", "{% " + condition(rule) + " %}")
                        .put("Next", rule.path("Next").asText())));
            } else {
                throw new Impossible(name);
            }
        }
        if (pass && state.has("Parameters") && state.has("ResultPath")) {
            throw new Impossible("Parameters with ResultPath");
        }
        return result;
    }

    private static ObjectNode catcher(JsonNode catcher) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("ErrorEquals", catcher.get("ErrorEquals"));
        result.set("Next", catcher.get("Next"));
        if (catcher.has("ResultPath")) {
            result.set("Output", output(catcher, JsonNodeFactory.instance.missingNode(), "$states.errorOutput"));
        }
        return result;
    }

    private static JsonNode output(JsonNode state, JsonNode literal, String value) {
        JsonNode resultPath = state.path("ResultPath");
        if (resultPath.isNull()) {
            return TextNode.valueOf("{% $states.input %}");
        }
        if (resultPath.isMissingNode() || resultPath.asText().equals("$")) {
            return literal.isMissingNode() ? expression(value) : literal;
        }
        if (!resultPath.asText().matches("\\$\\.\\w+")) {
            throw new Impossible("ResultPath " + resultPath.asText());
        }
        String name = resultPath.asText().substring(2);
        String set = literal.isMissingNode() ? value : Json.write(literal);
        return expression("$merge([$states.input, {'" + name + "': " + set + "}])");
    }

    private static String condition(JsonNode rule) {
        if (rule.has("Not")) {
            return "$not(" + condition(rule.get("Not")) + ")";
        }
        for (Map.Entry<String, String> operator : OPERATORS.entrySet()) {
            if (rule.has(operator.getKey())) {
                return path(rule.path("Variable").asText()) + " " + operator.getValue() + " "
                        + Json.write(rule.get(operator.getKey()));
            }
        }
        throw new Impossible("Choice rule");
    }

    private static JsonNode template(JsonNode value) {
        if (value.isArray()) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> result.add(template(item)));
            return result;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> {
            String name = field.getKey();
            if (name.endsWith(".$")) {
                result.set(
                        name.substring(0, name.length() - 2),
                        expression(path(field.getValue().asText())));
            } else {
                result.set(name, template(field.getValue()));
            }
        });
        return result;
    }

    private static JsonNode expression(String source) {
        return TextNode.valueOf("{% " + source + " %}");
    }

    private static String path(String path) {
        if (!path.matches("\\$\\$?(\\.\\w+)*")) {
            throw new Impossible("path " + path);
        }
        String root = path.startsWith("$$") ? "$states.context" : "$states.input";
        String steps = path.replaceFirst("^\\$+", "");
        return root + steps.replaceAll("\\.(\\w+)", ".`$1`");
    }
}
