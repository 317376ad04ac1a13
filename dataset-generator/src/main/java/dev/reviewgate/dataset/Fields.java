package dev.reviewgate.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reviewgate.dataset.screening.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object; a field that is not as asked adds a problem and yields a value to go on with. */
final class Fields {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;

    private Fields(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    static Fields of(String path, @Nullable JsonNode node, List<String> problems) {
        if (node != null && node.isObject()) {
            return new Fields(path, node, problems);
        }
        if (node == null) {
            return new Fields(path, JsonNodeFactory.instance.objectNode(), problems);
        }
        problems.add(
                (path.isEmpty() ? "the input" : path) + ": " + quote(node) + " is not allowed; give a JSON object");
        // One problem is enough: nobody needs to hear which fields a number lacks.
        return new Fields(path, JsonNodeFactory.instance.objectNode(), new ArrayList<>());
    }

    @Nullable
    JsonNode value(String field) {
        return node.get(field);
    }

    @Nullable
    JsonNode required(String field) {
        var value = value(field);
        if (value == null) {
            problems.add(name(field) + ": is missing");
        }
        return value;
    }

    Fields object(String field) {
        return of(name(field), value(field), problems);
    }

    /** Refuses every other field by name. */
    void allow(String... names) {
        node.fieldNames().forEachRemaining(field -> {
            if (!Arrays.asList(names).contains(field)) {
                problems.add(Text.shorten(name(field.replaceAll("\\p{Cntrl}", "?")), Limits.QUOTED)
                        + ": is not a known field; did you mean " + name(nearest(field, names)) + "? Known are "
                        + String.join(", ", names));
            }
        });
    }

    void refuse(String field, String advice) {
        var value = value(field);
        if (value != null) {
            problems.add(name(field) + ": " + quote(value) + " is not allowed; " + advice);
        }
    }

    long whole(String field, Limits.Range range, long otherwise) {
        var value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber()
                || !range.contains(value.decimalValue())
                || value.decimalValue().stripTrailingZeros().scale() > 0) {
            return refused(field, range.allowed(), otherwise);
        }
        return value.decimalValue().longValueExact();
    }

    double decimal(String field, Limits.Range range, double otherwise) {
        var value = value(field);
        if (value == null) {
            return otherwise;
        }
        var number = value.isNumber() ? value.decimalValue() : BigDecimal.TEN.negate();
        return range.contains(number) ? number.doubleValue() : refused(field, range.allowed(), otherwise);
    }

    <E extends Enum<E>> E choice(String field, Class<E> choices, E otherwise) {
        var value = value(field);
        if (value == null) {
            return otherwise;
        }
        var constants = choices.getEnumConstants();
        for (var constant : constants) {
            if (value.isTextual() && constant.name().equals(value.textValue())) {
                return constant;
            }
        }
        var names = Arrays.stream(constants).map(Enum::name).toList();
        return refused(field, String.join(" or ", names), otherwise);
    }

    @Nullable
    String text(String field, int maxCharacters) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        var text = value.isTextual() ? value.textValue() : "";
        if (text.isBlank() || text.length() > maxCharacters || text.chars().anyMatch(Character::isISOControl)) {
            problems.add(name(field) + ": " + quote(value) + " is not allowed; give text of 1 to " + maxCharacters
                    + " characters without control characters");
        }
        return text;
    }

    /** Null where the field is not there, or is not allowed. */
    @Nullable
    Boolean flag(String field) {
        var value = value(field);
        if (value == null || value.isBoolean()) {
            return value == null ? null : Boolean.valueOf(value.booleanValue());
        }
        refuse(field, "give true or false");
        return null;
    }

    /** Null where the field is not there, or is none of the choices. */
    <T> @Nullable T oneOf(String field, Map<String, T> choices) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        var choice = value.isTextual() ? choices.get(value.textValue()) : null;
        if (choice == null) {
            var names = choices.keySet().stream().map(Fields::quote).toList();
            refuse(field, "give " + String.join(" or ", names));
        }
        return choice;
    }

    /** The objects of an array, none where it is not there. */
    List<Fields> objects(String field, int max, String plural) {
        var objects = new ArrayList<Fields>();
        var index = 0;
        for (var element : array(field, max, "an array of at most " + max + " " + plural)) {
            objects.add(of(name(field) + "[" + index++ + "]", element, problems));
        }
        return objects;
    }

    /** The texts of an array, none where it is not there or is not allowed. */
    List<String> texts(String field, int max, int maxCharacters) {
        var allowed = "an array of 1 to " + max + " texts of 1 to " + maxCharacters + " characters";
        var texts = new ArrayList<String>();
        var array = array(field, max, allowed);
        for (var element : array) {
            var text = element.isTextual() ? element.textValue().strip() : "";
            if (text.isEmpty() || text.length() > maxCharacters) {
                return refused(field, allowed, List.of());
            }
            texts.add(text);
        }
        return array.isArray() && texts.isEmpty() ? refused(field, allowed, texts) : texts;
    }

    /** The texts of an array, all different and each as asked; none where it is not there, and only those that are allowed. */
    List<String> texts(String field, int max, Pattern pattern, String allowed) {
        var texts = new ArrayList<String>();
        var array = array(field, max, "an array of 1 to " + max + ", each " + allowed);
        for (var i = 0; i < array.size(); i++) {
            var text = array.get(i).isTextual() ? array.get(i).textValue() : "";
            if (!pattern.matcher(text).matches()) {
                refuse(field, i, array.get(i), allowed);
            } else if (texts.contains(text)) {
                refuse(field, i, array.get(i), "each once");
            } else {
                texts.add(text);
            }
        }
        return array.isArray() && array.isEmpty()
                ? refused(field, "an array of 1 to " + max + ", each " + allowed, texts)
                : texts;
    }

    private void refuse(String field, int index, JsonNode element, String allowed) {
        problems.add(name(field) + "[" + index + "]: " + quote(element) + " is not allowed; give " + allowed);
    }

    private JsonNode array(String field, int max, String allowed) {
        var value = value(field);
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (!value.isArray() || value.size() > max) {
            refuse(field, "give " + allowed);
            return JsonNodeFactory.instance.nullNode();
        }
        return value;
    }

    String required(String field, Pattern pattern, String allowed) {
        var value = required(field);
        if (value == null) {
            return "";
        }
        var text = value.isTextual() ? value.textValue() : "";
        return pattern.matcher(text).matches() ? text : refused(field, allowed, "");
    }

    /** Refuses a field that is missing or not as asked, with the same advice. */
    String demanded(String field, Pattern pattern, String advice) {
        var value = value(field);
        if (value == null) {
            problems.add(name(field) + ": is missing; " + advice);
            return "";
        }
        if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
            refuse(field, advice);
        }
        return value.asText();
    }

    String matching(String field, Pattern pattern, String allowed, String otherwise) {
        return value(field) == null ? otherwise : required(field, pattern, allowed);
    }

    private <T> T refused(String field, String allowed, T otherwise) {
        refuse(field, "give " + allowed);
        return otherwise;
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String quote(String text) {
        return quote(JsonNodeFactory.instance.textNode(text));
    }

    private static String quote(JsonNode value) {
        if (value.isBigDecimal()) {
            // Not toString of the node: 1E+999999999 written out plainly would be a gigabyte.
            return Text.shorten(value.decimalValue().toString(), Limits.QUOTED);
        }
        return Text.shorten(value.toString(), Limits.QUOTED);
    }

    private static String nearest(String field, String... names) {
        return Arrays.stream(names)
                .min(Comparator.comparingInt(name -> distance(Text.shorten(field, Limits.QUOTED), name)))
                .orElseThrow();
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String left, String right) {
        var previous = new int[right.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (var i = 1; i <= left.length(); i++) {
            var current = new int[right.length() + 1];
            current[0] = i;
            for (var j = 1; j <= right.length(); j++) {
                var same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                current[j] = Math.min(Math.min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (same ? 0 : 1));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
