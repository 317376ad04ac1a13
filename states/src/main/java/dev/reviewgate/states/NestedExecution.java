package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The resource {@code states:startExecution}: what it takes and what it gives. */
final class NestedExecution {
    private static final Set<String> ARGUMENTS = Set.of("StateMachineArn", "Name", "Input");

    private NestedExecution() {}

    /** The arguments of a task that starts an execution. */
    record Start(
            String stateMachineArn,
            @Nullable String name,
            @Nullable String input) {
        static Start of(JsonNode arguments) throws TaskFailure {
            for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
                if (!ARGUMENTS.contains(argument.getKey())) {
                    throw refused("ValidationException", "Arguments/" + argument.getKey() + " is not supported");
                }
            }
            String arn = text(arguments, "StateMachineArn");
            if (arn == null) {
                throw refused("ValidationException", "Arguments/StateMachineArn must be a string");
            }
            JsonNode input = arguments.path("Input");
            // AWS takes a text for the JSON that it holds, and writes everything else as JSON.
            String text = input.isMissingNode() || input.isNull()
                    ? null
                    : input.isTextual() ? input.textValue() : Json.write(input);
            return new Start(arn, text(arguments, "Name"), text);
        }

        Interpreter open(Engine engine) throws TaskFailure {
            try {
                return engine.executions().open(stateMachineArn, name, input);
            } catch (StepFunctionsException e) {
                throw refused(e.code(), String.valueOf(e.getMessage()));
            }
        }

        private static @Nullable String text(JsonNode arguments, String name) throws TaskFailure {
            JsonNode value = arguments.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isTextual()) {
                throw refused("ValidationException", "Arguments/" + name + " must be a string");
            }
            return value.textValue();
        }
    }

    private static TaskFailure refused(String code, String message) {
        return new TaskFailure(
                "StepFunctions." + (code.endsWith("Exception") ? code : code + "Exception"),
                message + " (Service: AWSStepFunctions; Status Code: 400; Error Code: " + code + "; Request ID: "
                        + UUID.randomUUID() + "; Proxy: null)");
    }

    /** What a task gives once the execution has begun. */
    static ObjectNode started(Interpreter child, Clock clock) {
        ExecutionDescription execution = child.execution().describe();
        ObjectNode result = Json.object().put("ExecutionArn", execution.executionArn());
        SdkMetadata.addTo(
                result, clock, 200, UUID.randomUUID().toString(), Map.of("Content-Type", "application/x-amz-json-1.0"));
        return result.put("StartDate", execution.startDate().toEpochMilli());
    }

    /** What a task gives, or fails with, once the execution is over. */
    static ObjectNode describe(ExecutionDescription execution, boolean parsed) {
        ObjectNode result = Json.object();
        putText(result, "Cause", execution.cause());
        putText(result, "Error", execution.error());
        result.put("ExecutionArn", execution.executionArn());
        result.set("Input", data(execution.input(), parsed));
        result.putObject("InputDetails").put("Included", true);
        result.put("Name", execution.name());
        if (execution.output() != null) {
            result.set("Output", data(execution.output(), parsed));
            result.putObject("OutputDetails").put("Included", true);
        }
        result.put("RedriveCount", 0);
        result.put("RedriveStatus", "NOT_REDRIVABLE");
        result.put("StartDate", execution.startDate().toEpochMilli());
        result.put("StateMachineArn", execution.stateMachineArn());
        result.put("Status", execution.status().name());
        if (execution.stopDate() != null) {
            result.put("StopDate", execution.stopDate().toEpochMilli());
        }
        return result;
    }

    private static void putText(ObjectNode result, String name, @Nullable String text) {
        if (text != null) {
            result.put(name, text);
        }
    }

    private static JsonNode data(String json, boolean parsed) {
        if (!parsed) {
            return TextNode.valueOf(json);
        }
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an execution holds no JSON", e);
        }
    }
}
