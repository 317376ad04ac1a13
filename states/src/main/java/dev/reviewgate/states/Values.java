package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

/** Evaluates the fields of a state that take one kind of value only. */
final class Values {
    private static final long MAX_SECONDS = 99_999_999;

    private Values() {}

    static boolean bool(Template template, Scope scope, String field) throws EvaluationFailure {
        JsonNode value = template.evaluate(scope, field);
        if (!value.isBoolean()) {
            throw unexpected(template, field, "boolean", value);
        }
        return value.booleanValue();
    }

    static String text(Template template, Scope scope, String field) throws EvaluationFailure {
        JsonNode value = template.evaluate(scope, field);
        if (!value.isTextual()) {
            throw unexpected(template, field, "string", value);
        }
        return value.textValue();
    }

    static long seconds(Template template, Scope scope, String field, long min) throws EvaluationFailure {
        JsonNode value = number(template, scope, field);
        double seconds = value.doubleValue();
        if (seconds != Math.rint(seconds) || seconds < min || seconds > MAX_SECONDS) {
            throw new EvaluationFailure(
                    field,
                    "The field '" + field + "' must be an integer from " + min + " to " + MAX_SECONDS + ", but was: "
                            + Json.write(value));
        }
        return (long) seconds;
    }

    static ArrayNode array(Template template, Scope scope, String field) throws EvaluationFailure {
        JsonNode value = template.evaluate(scope, field);
        if (!value.isArray()) {
            throw unexpected(template, field, "array", value);
        }
        return (ArrayNode) value;
    }

    /** Evaluates a field that is a count; null stands for a field that is not there. */
    static int count(@Nullable Template template, Scope scope, String field, int min, int otherwise)
            throws EvaluationFailure {
        if (template == null) {
            return otherwise;
        }
        JsonNode value = number(template, scope, field);
        double count = value.doubleValue();
        if (count != Math.rint(count) || count < min || count > Integer.MAX_VALUE) {
            throw new EvaluationFailure(
                    field,
                    "The field '" + field + "' must be an integer of at least " + min + ", but was: "
                            + Json.write(value));
        }
        return (int) count;
    }

    static double percentage(Template template, Scope scope, String field) throws EvaluationFailure {
        JsonNode value = number(template, scope, field);
        if (value.doubleValue() < 0 || value.doubleValue() > 100) {
            throw new EvaluationFailure(
                    field, "The field '" + field + "' must be from 0 to 100, but was: " + Json.write(value));
        }
        return value.doubleValue();
    }

    private static JsonNode number(Template template, Scope scope, String field) throws EvaluationFailure {
        JsonNode value = template.evaluate(scope, field);
        if (!value.isNumber()) {
            throw unexpected(template, field, "number", value);
        }
        return value;
    }

    private static EvaluationFailure unexpected(Template template, String field, String expected, JsonNode value) {
        return template instanceof Template.Computed computed
                ? computed.expression().unexpected(field, expected, value)
                : new EvaluationFailure(field, "The field '" + field + "' must be a " + expected);
    }
}
