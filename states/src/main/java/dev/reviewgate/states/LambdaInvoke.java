package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The resource {@code lambda:invoke}: calls a function and gives its answer in the envelope that AWS puts it in. */
final class LambdaInvoke implements TaskIntegration {
    static final String RESOURCE = "arn:aws:states:::lambda:invoke";

    private static final Set<String> ARGUMENTS =
            Set.of("FunctionName", "Payload", "InvocationType", "LogType", "Qualifier");

    private final FunctionInvoker functions;
    private final Clock clock;

    LambdaInvoke(FunctionInvoker functions, Clock clock) {
        this.functions = requireNonNull(functions, "functions");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public JsonNode call(TaskRequest request) throws TaskFailure, InterruptedException {
        JsonNode arguments = request.arguments();
        JsonNode name = arguments.path("FunctionName");
        if (!name.isTextual()) {
            throw new TaskFailure("Lambda.InvalidParameterValueException", "Arguments/FunctionName must be a string");
        }
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            check(argument.getKey(), argument.getValue());
        }
        FunctionResult result = functions.invoke(
                name.textValue(), body(arguments.path("Payload")).getBytes(StandardCharsets.UTF_8));
        String answer = new String(result.payload(), StandardCharsets.UTF_8);
        if (result.functionError() != null) {
            throw failure(answer);
        }
        return envelope(result, answer);
    }

    private static String body(JsonNode payload) throws TaskFailure {
        // A missing payload and null both reach the function as an empty object.
        if (payload.isMissingNode() || payload.isNull()) {
            return "{}";
        }
        if (!payload.isTextual()) {
            return Json.write(payload);
        }
        // AWS sends a string as it is: the text has to be JSON itself.
        try {
            Json.parse(payload.textValue());
            return payload.textValue();
        } catch (JsonProcessingException e) {
            throw new TaskFailure(
                    "Lambda.InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getOriginalMessage());
        }
    }

    private static void check(String argument, JsonNode value) throws TaskFailure {
        boolean supported = ARGUMENTS.contains(argument)
                && !(argument.equals("InvocationType") && !value.asText().equals("RequestResponse"))
                && !(argument.equals("LogType") && !value.asText().equals("None"))
                && !(argument.equals("Qualifier") && !value.asText().equals("$LATEST"));
        if (!supported) {
            throw new TaskFailure(
                    "Lambda.InvalidParameterValueException",
                    "Arguments/" + argument + ": " + Json.write(value) + " is not supported");
        }
    }

    /** A failure's error is its type, its cause everything that the function said. */
    private static TaskFailure failure(String answer) {
        try {
            JsonNode type = Json.parse(answer).path("errorType");
            if (type.isTextual()) {
                return new TaskFailure(type.textValue(), answer);
            }
        } catch (JsonProcessingException e) {
            // Told below, as it is for JSON without a type.
        }
        return new TaskFailure(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type. Returned payload: "
                        + answer);
    }

    private ObjectNode envelope(FunctionResult result, String answer) {
        JsonNode payload;
        try {
            payload = Json.parse(answer);
        } catch (JsonProcessingException e) {
            payload = TextNode.valueOf(answer);
        }
        ObjectNode envelope = Json.object();
        envelope.put("ExecutedVersion", result.executedVersion());
        envelope.set("Payload", payload);
        SdkMetadata.addTo(
                envelope,
                clock,
                result.statusCode(),
                result.requestId(),
                Map.of(
                        "Content-Length", Integer.toString(result.payload().length),
                        "Content-Type", "application/json",
                        "X-Amz-Executed-Version", result.executedVersion(),
                        "x-amzn-Remapped-Content-Length", "0",
                        "X-Amzn-Trace-Id", trace()));
        envelope.put("StatusCode", result.statusCode());
        return envelope;
    }

    private String trace() {
        String id = UUID.randomUUID().toString().replace("-", "");
        return String.format("Root=1-%08x-%s;Sampled=0", clock.instant().getEpochSecond(), id.substring(0, 24));
    }
}
