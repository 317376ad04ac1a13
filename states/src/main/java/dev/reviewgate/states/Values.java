package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;

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
        JsonNode value = template.evaluate(scope, field);
        if (!value.isNumber()) {
            throw unexpected(template, field, "number", value);
        }
        double seconds = value.doubleValue();
        if (seconds != Math.rint(seconds) || seconds < min || seconds > MAX_SECONDS) {
            throw new EvaluationFailure(
                    field,
                    "The field '" + field + "' must be an integer from " + min + " to " + MAX_SECONDS + ", but was: "
                            + Json.write(value));
        }
        return (long) seconds;
    }

    private static EvaluationFailure unexpected(Template template, String field, String expected, JsonNode value) {
        return template instanceof Template.Computed computed
                ? computed.expression().unexpected(field, expected, value)
                : new EvaluationFailure(field, "The field '" + field + "' must be a " + expected);
    }
}
