package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what came with what was recorded, where {@code <…>} stands for anything. */
final class Recording {
    private static final String ANY = "<any>";
    private static final Pattern WILDCARD = Pattern.compile("<(?:[^<>]|<[^<>]*>)*>");

    private Recording() {}

    /** Returns where the two differ, or an empty string. */
    static String difference(JsonNode expected, JsonNode actual) {
        return difference("", expected, actual);
    }

    /** Whether two values are the same JSON; {@code 1.0} is {@code 1}. */
    static boolean equal(JsonNode one, JsonNode other) {
        return one.equals(
                (left, right) -> {
                    boolean numbers = left.isNumber() && right.isNumber();
                    boolean same =
                            numbers ? left.decimalValue().compareTo(right.decimalValue()) == 0 : left.equals(right);
                    return same ? 0 : 1;
                },
                other);
    }

    private static String difference(String at, JsonNode expected, JsonNode actual) {
        if (expected.isTextual()) {
            String text = expected.textValue();
            boolean placeholder = at.endsWith("/" + text);
            String came = actual.isTextual() ? actual.textValue() : Json.write(actual);
            boolean same = placeholder || pattern(text).matcher(came).matches();
            return same ? "" : differs(at, expected, actual);
        }
        if (expected.isContainerNode() && actual.isTextual()) {
            try {
                return difference(at, expected, Json.parse(actual.textValue()));
            } catch (JsonProcessingException e) {
                return differs(at, expected, actual);
            }
        }
        if (expected.isObject() && actual.isObject()) {
            return objectDifference(at, expected, actual);
        }
        if (expected.isArray() && actual.isArray()) {
            if (expected.size() != actual.size()) {
                return differs(at, expected, actual);
            }
            for (int i = 0; i < expected.size(); i++) {
                // Below an array of headers the name of the header is what counts.
                String difference = difference(
                        expected.get(i).isTextual() ? at : at + "[" + i + "]", expected.get(i), actual.get(i));
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        }
        boolean numbers = expected.isNumber() && actual.isNumber();
        boolean same =
                numbers ? expected.decimalValue().compareTo(actual.decimalValue()) == 0 : expected.equals(actual);
        return same ? "" : differs(at, expected, actual);
    }

    private static String objectDifference(String at, JsonNode expected, JsonNode actual) {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            String name = field.getKey();
            if (name.equals(ANY)) {
                continue;
            }
            if (!actual.has(name)) {
                return at + "/" + name + " is missing in " + Json.write(actual);
            }
            String difference = difference(at + "/" + name, field.getValue(), actual.get(name));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        if (!expected.has(ANY)) {
            for (Iterator<String> names = actual.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!expected.has(name)) {
                    return at + "/" + name + " was not recorded: " + Json.write(actual.get(name));
                }
            }
        }
        return "";
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = WILDCARD.matcher(text);
        int from = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(text.substring(from, matcher.start()))).append(".*");
            from = matcher.end();
        }
        regex.append(Pattern.quote(text.substring(from)));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String differs(String at, JsonNode expected, JsonNode actual) {
        return at + ": recorded " + Json.write(expected) + ", came " + Json.write(actual);
    }
}
