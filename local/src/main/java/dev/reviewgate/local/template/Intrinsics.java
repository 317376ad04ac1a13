package dev.reviewgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates CloudFormation's intrinsic functions; {@code AWS::NoValue} becomes a missing node, which its parent leaves out. */
final class Intrinsics {
    /** What {@code Ref} and {@code Fn::GetAtt} answer for a resource of the template. */
    interface References {
        String ref(String logicalId);

        String attribute(String logicalId, String attribute);
    }

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final Map<String, JsonNode> parameters;
    private final JsonNode conditions;
    private final JsonNode mappings;
    private final References references;
    private final Map<String, Boolean> decided = new HashMap<>();
    private final Set<String> deciding = new HashSet<>();

    Intrinsics(Map<String, JsonNode> parameters, JsonNode conditions, JsonNode mappings, References references) {
        this.parameters = Map.copyOf(parameters);
        this.conditions = conditions;
        this.mappings = mappings;
        this.references = references;
    }

    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(item -> addUnlessMissing(array, resolve(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            String name = node.fieldNames().next();
            if (name.equals("Ref")
                    || name.startsWith("Fn::")
                    || (name.equals("Condition") && node.get(name).isTextual())) {
                return call(name, node.get(name));
            }
        }
        ObjectNode object = JSON.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = resolve(entry.getValue());
            if (!value.isMissingNode()) {
                object.set(entry.getKey(), value);
            }
        });
        return object;
    }

    /** Resolves to text; a number or a boolean is written as CloudFormation writes it. */
    String text(JsonNode node) {
        JsonNode value = resolve(node);
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidTemplate("a text was expected instead of " + node);
        }
        return value.asText();
    }

    boolean condition(String name) {
        Boolean known = decided.get(name);
        if (known != null) {
            return known;
        }
        JsonNode definition = conditions.get(name);
        if (definition == null) {
            throw new InvalidTemplate("the condition " + name + " is not defined");
        }
        if (!deciding.add(name)) {
            throw new InvalidTemplate("the condition " + name + " depends on itself");
        }
        boolean value = truth(definition);
        deciding.remove(name);
        decided.put(name, value);
        return value;
    }

    private JsonNode call(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> ref(argument.asText());
            case "Condition", "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" ->
                JSON.booleanNode(truth(JSON.objectNode().set(name, argument)));
            case "Fn::If" -> {
                requireSize(name, argument, 3);
                yield resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
            }
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Sub" -> JSON.textNode(substitute(argument));
            case "Fn::Join" -> {
                requireSize(name, argument, 2);
                List<String> parts = new ArrayList<>();
                resolve(argument.get(1)).forEach(part -> parts.add(part.asText()));
                yield JSON.textNode(String.join(argument.get(0).asText(), parts));
            }
            case "Fn::Split" -> {
                requireSize(name, argument, 2);
                ArrayNode parts = JSON.arrayNode();
                for (String part : text(argument.get(1))
                        .split(Pattern.quote(argument.get(0).asText()), -1)) {
                    parts.add(part);
                }
                yield parts;
            }
            case "Fn::Select" -> {
                requireSize(name, argument, 2);
                int index = Integer.parseInt(text(argument.get(0)));
                JsonNode list = resolve(argument.get(1));
                if (index < 0 || index >= list.size()) {
                    throw new InvalidTemplate("Fn::Select asks for item " + index + " of " + list.size());
                }
                yield list.get(index);
            }
            case "Fn::FindInMap" -> {
                requireSize(name, argument, 3);
                JsonNode found = mappings.path(text(argument.get(0)))
                        .path(text(argument.get(1)))
                        .path(text(argument.get(2)));
                if (found.isMissingNode()) {
                    throw new InvalidTemplate("Fn::FindInMap finds nothing for " + argument);
                }
                yield found;
            }
            default -> throw new InvalidTemplate("the function " + name + " is not supported here");
        };
    }

    private boolean truth(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidTemplate("a condition was expected instead of " + node);
        }
        String name = node.fieldNames().next();
        JsonNode argument = node.get(name);
        return switch (name) {
            case "Condition" -> condition(argument.asText());
            case "Fn::Equals" -> {
                requireSize(name, argument, 2);
                yield text(argument.get(0)).equals(text(argument.get(1)));
            }
            case "Fn::Not" -> {
                requireSize(name, argument, 1);
                yield !truth(argument.get(0));
            }
            case "Fn::And" -> {
                boolean all = true;
                for (JsonNode part : argument) {
                    all &= truth(part);
                }
                yield all;
            }
            case "Fn::Or" -> {
                boolean any = false;
                for (JsonNode part : argument) {
                    any |= truth(part);
                }
                yield any;
            }
            default -> throw new InvalidTemplate("the function " + name + " cannot stand in a condition");
        };
    }

    private JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        String pseudo = Names.PSEUDO_PARAMETERS.get(name);
        return JSON.textNode(pseudo != null ? pseudo : references.ref(name));
    }

    private JsonNode attribute(JsonNode argument) {
        String[] parts = argument.isTextual()
                ? argument.textValue().split("\\.", 2)
                : new String[] {argument.path(0).asText(), text(argument.path(1))};
        if (parts.length != 2) {
            throw new InvalidTemplate("Fn::GetAtt names no attribute: " + argument);
        }
        return JSON.textNode(references.attribute(parts[0], parts[1]));
    }

    private String substitute(JsonNode argument) {
        JsonNode template = argument.isArray() ? argument.path(0) : argument;
        JsonNode own = argument.isArray() ? argument.path(1) : JSON.objectNode();
        Matcher matcher = SUBSTITUTION.matcher(template.asText());
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher, own)));
        }
        return matcher.appendTail(result).toString();
    }

    private String value(Matcher matcher, JsonNode own) {
        String name = matcher.group(2).trim();
        if (!matcher.group(1).isEmpty()) {
            return "${" + name + "}";
        }
        if (own.has(name)) {
            return text(own.get(name));
        }
        int dot = name.indexOf('.');
        return dot < 0 ? ref(name).asText() : references.attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    private static void addUnlessMissing(ArrayNode array, JsonNode value) {
        if (!value.isMissingNode()) {
            array.add(value);
        }
    }

    private static void requireSize(String name, JsonNode argument, int size) {
        if (!argument.isArray() || argument.size() != size) {
            throw new InvalidTemplate(name + " takes " + size + " items, not " + argument);
        }
    }
}
