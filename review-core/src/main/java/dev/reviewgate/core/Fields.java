package dev.reviewgate.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object that somebody else wrote and gathers what is wrong with them, so that one message
 * names every field at fault, its value and what is allowed. A field that is wrong reads as its fallback; nothing may be
 * done with what was read before {@link #refuseIfWrong()}.
 */
public final class Fields {
    private static final int SHOWN = 80;
    private static final int MOST_PROBLEMS = 10;

    private final JsonNode node;
    private final String path;
    private final List<String> problems;
    private final Set<String> asked = new TreeSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add((path.isEmpty() ? "the payload" : path) + " is " + shown(node) + "; give a JSON object");
        }
    }

    /** Starts reading a payload. */
    public static Fields of(JsonNode payload) {
        return new Fields(payload, "", new ArrayList<>());
    }

    /** Reads text of {@code min} to {@code max} characters without control characters; {@code ""} where it is missing. */
    public String text(String name, int min, int max) {
        Optional<String> text = optionalText(name, min, max);
        if (text.isEmpty() && !has(name)) {
            problem(name, "is missing; give text of " + min + " to " + max + " characters");
        }
        return text.orElse("");
    }

    /** Reads text like {@link #text}, or nothing where the field is missing or null. */
    public Optional<String> optionalText(String name, int min, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        String text = value.asText();
        if (!value.isTextual() || text.length() < min || text.length() > max || hasControls(text)) {
            problem(
                    name,
                    "is " + shown(value) + "; give text of " + min + " to " + max
                            + " characters without control characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Reads text that matches a pattern; {@code what} says in words what that is. */
    public String matching(String name, Pattern pattern, String what) {
        JsonNode value = get(name);
        if (value == null) {
            problem(name, "is missing; give " + what);
            return "";
        }
        if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
            problem(name, "is " + shown(value) + "; give " + what);
            return "";
        }
        return value.textValue();
    }

    /** Reads a secret, whose value no message shows; {@code null} where it is missing or too long. */
    public @Nullable String secret(String name, int max) {
        JsonNode value = get(name);
        if (value == null
                || !value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > max) {
            problem(
                    name,
                    (value == null ? "is missing" : "is not usable") + "; give text of 1 to " + max + " characters");
            return null;
        }
        return value.textValue();
    }

    /** Reads a whole number from {@code min} to {@code max}. */
    public long whole(String name, long min, long max) {
        if (!has(name)) {
            problem(name, "is missing; give a whole number from " + min + " to " + max);
            return min;
        }
        return whole(name, min, max, min);
    }

    /** Reads a whole number from {@code min} to {@code max}, or the fallback where the field is missing or null. */
    public long whole(String name, long min, long max, long fallback) {
        JsonNode value = get(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            problem(name, "is " + shown(value) + "; give a whole number from " + min + " to " + max);
            return min;
        }
        return value.longValue();
    }

    /** Reads an instant in ISO 8601 form, or nothing where the field is missing or null. */
    public Optional<Instant> optionalInstant(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asText()));
        } catch (DateTimeParseException e) {
            problem(name, "is " + shown(value) + "; give an instant such as 2026-01-31T08:00:00Z");
            return Optional.empty();
        }
    }

    /** Reads one of an enum's constants by name; the first constant stands in where it is wrong. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        JsonNode value = get(name);
        for (E constant : type.getEnumConstants()) {
            if (value != null && value.isTextual() && constant.name().equals(value.textValue())) {
                return constant;
            }
        }
        problem(
                name,
                (value == null ? "is missing" : "is " + shown(value)) + "; give one of "
                        + Arrays.toString(type.getEnumConstants()));
        return type.getEnumConstants()[0];
    }

    /** Reads text of at most {@code max} characters that may have line breaks; a missing one is empty. */
    public String lines(String name, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return "";
        }
        if (!value.isTextual() || value.textValue().length() > max) {
            problem(name, "is " + shown(value) + "; give text of at most " + max + " characters");
            return "";
        }
        return value.textValue();
    }

    /** Reads {@code true} or {@code false}, or the fallback where the field is missing or null. */
    public boolean flag(String name, boolean fallback) {
        JsonNode value = get(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            problem(name, "is " + shown(value) + "; give true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    /** Reads a list of 1 to {@code max} different texts that each match a pattern; only a missing one is empty. */
    public List<String> texts(String name, int max, Pattern pattern, String what) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.isEmpty() || value.size() > max) {
            problem(name, "is " + shown(value) + "; give a list of 1 to " + max + " texts, or leave it out");
            return List.of();
        }
        Set<String> items = new LinkedHashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (!item.isTextual() || !pattern.matcher(item.textValue()).matches()) {
                problem(name + "[" + i + "]", "is " + shown(item) + "; give " + what);
            } else if (!items.add(item.textValue())) {
                problem(name + "[" + i + "]", "is " + shown(item) + " once more; give each once");
            }
        }
        return List.copyOf(items);
    }

    /** Notes what is wrong with a field that only another one shows. */
    public void refuse(String name, String what) {
        problem(name, what);
    }

    /** Requires a field to have one value. */
    public void constant(String name, JsonNode expected) {
        JsonNode value = get(name);
        if (!expected.equals(value)) {
            problem(name, "is " + (value == null ? "missing" : shown(value)) + "; give " + expected);
        }
    }

    /** Lets a field pass without looking at it. */
    public void ignore(String name) {
        get(name);
    }

    /** Reads any JSON of at most {@code maxBytes} bytes, or nothing where the field is missing or null. */
    public Optional<JsonNode> optionalJson(String name, int maxBytes) {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        int bytes = Json.write(value).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            problem(name, "has " + bytes + " bytes of JSON; at most " + maxBytes + " are allowed");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Reads an object that has to be there. */
    public Fields object(String name) {
        JsonNode value = get(name);
        if (value == null) {
            problem(name, "is missing; give a JSON object");
            return new Fields(Json.mapper().createObjectNode(), at(name), new ArrayList<>());
        }
        return child(value, at(name));
    }

    /** Reads an object if it is there. */
    public Optional<Fields> optionalObject(String name) {
        JsonNode value = get(name);
        return value == null ? Optional.empty() : Optional.of(child(value, at(name)));
    }

    /** Reads a list of at most {@code max} objects; a missing one is empty. */
    public <T> List<T> list(String name, int max, BiFunction<Fields, Integer, T> reader) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > max) {
            problem(name, "is " + shown(value) + "; give a list of at most " + max + " objects");
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(reader.apply(child(value.get(i), at(name) + "[" + i + "]"), i));
        }
        return List.copyOf(items);
    }

    /** Throws {@link InvalidReviewRequest} if anything read so far was wrong, or if there are fields that nobody asked for. */
    public void refuseIfWrong() {
        refuseUnknown();
        if (problems.isEmpty()) {
            return;
        }
        int more = problems.size() - MOST_PROBLEMS;
        throw new InvalidReviewRequest(String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)))
                + (more > 0 ? "; and " + more + " more" : ""));
    }

    private void refuseUnknown() {
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> {
                if (!asked.contains(name)) {
                    problem(abbreviate(name), "is not a known field; known are " + String.join(", ", asked));
                }
            });
        }
        children.forEach(Fields::refuseUnknown);
    }

    private Fields child(JsonNode value, String at) {
        Fields child = new Fields(value, at, problems);
        children.add(child);
        return child;
    }

    private boolean has(String name) {
        return get(name) != null;
    }

    private @Nullable JsonNode get(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void problem(String name, String what) {
        problems.add(at(name) + " " + what);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String shown(JsonNode value) {
        return abbreviate(value.toString());
    }

    private static String abbreviate(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
