package dev.reviewgate.states;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an expression sees: {@code $states}, the variables and the functions. */
final class Scope {
    private final Map<String, Object> values = new HashMap<>();
    private final StatesFunctions functions;

    Scope(StatesFunctions functions, Map<String, JsonNode> variables, JsonNode input, JsonNode context) {
        this(functions, variables, input, context, null, null);
    }

    Scope(
            StatesFunctions functions,
            Map<String, JsonNode> variables,
            JsonNode input,
            JsonNode context,
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput) {
        this.functions = functions;
        variables.forEach((name, value) -> values.put(name, JsonataValues.toJsonata(value)));
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("input", JsonataValues.toJsonata(input));
        states.put("context", JsonataValues.toJsonata(context));
        if (result != null) {
            states.put("result", JsonataValues.toJsonata(result));
        }
        if (errorOutput != null) {
            states.put("errorOutput", JsonataValues.toJsonata(errorOutput));
        }
        values.put("states", states);
    }

    void bindTo(Frame frame) {
        functions.bindTo(frame);
        values.forEach(frame::bind);
    }
}
