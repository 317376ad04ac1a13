package dev.reviewgate.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** One JSONata expression, parsed; it may be evaluated by any number of threads at a time. */
final class Expression {
    private static final long MAX_MILLIS = 10_000;
    private static final int MAX_DEPTH = 500;

    /** The engine's code for a message that is not its own. */
    static final String CUSTOM_MESSAGE = "D3137";

    private final String source;
    private final Jsonata parsed;

    private Expression(String source, Jsonata parsed) {
        this.source = source;
        this.parsed = parsed;
    }

    static boolean isExpression(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /**
     * Parses what stands between <code>{%</code> and <code>%}</code>.
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static Expression parse(String text) {
        String source = text.substring(2, text.length() - 2).strip();
        try {
            Jsonata parsed = Jsonata.jsonata(source);
            parsed.setValidateInput(false);
            // "Nothing" and null have to be told apart.
            parsed.setOutputConvertNulls(false);
            return new Expression(source, parsed);
        } catch (JException e) {
            throw new IllegalArgumentException(
                    "the JSONata expression '" + source + "' is not valid: " + describe(e), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the JSONata expression '" + source + "' is not valid", e);
        }
    }

    /** Evaluates the expression for a field of a state. */
    JsonNode evaluate(Scope scope, String field) throws EvaluationFailure {
        Object result;
        try {
            Frame frame = parsed.createFrame();
            frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
            scope.bindTo(frame);
            result = parsed.evaluate(null, frame);
        } catch (JException e) {
            throw failure(field, "threw an error during evaluation. " + describe(e));
        } catch (StackOverflowError | RuntimeException e) {
            throw failure(field, "threw an error during evaluation. " + e);
        }
        if (result == null) {
            throw failure(field, "returned nothing (undefined).");
        }
        try {
            return JsonataValues.toJson(result);
        } catch (IllegalArgumentException e) {
            throw failure(field, "returned an unsupported result type.");
        }
    }

    /** The failure of a value that is not what the field needs. */
    EvaluationFailure unexpected(String field, String expected, JsonNode value) {
        String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return failure(
                field,
                "returned an unexpected result type. Expected '" + expected + "', but was '" + type + "' for value: "
                        + Json.write(value));
    }

    private EvaluationFailure failure(String field, String what) {
        return new EvaluationFailure(
                field, "The JSONata expression '" + source + "' specified for the field '" + field + "' " + what);
    }

    private static String describe(JException e) {
        String code = e.getError();
        boolean known = code != null && code.matches("[STD]\\d{4}") && !code.equals(CUSTOM_MESSAGE);
        return (known ? code + ": " : "") + e.getMessage();
    }
}
