package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes that the API answers with. */
final class ApiShapes {
    private static final List<String> DATA = List.of("input", "output", "parameters", "assignedVariables");

    private ApiShapes() {}

    /** Seconds since 1970, with the milliseconds as a fraction. */
    static JsonNode time(Instant instant) {
        return DecimalNode.valueOf(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }

    static ObjectNode stateMachine(StateMachineDescription machine, String dateField) {
        ObjectNode shape = Json.object()
                .put("stateMachineArn", machine.stateMachineArn())
                .put("name", machine.name())
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn());
        shape.set(dateField, time(machine.creationDate()));
        shape.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        shape.putObject("tracingConfiguration").put("enabled", false);
        return shape;
    }

    static ObjectNode executionItem(ExecutionDescription execution) {
        ObjectNode shape = Json.object()
                .put("executionArn", execution.executionArn())
                .put("stateMachineArn", execution.stateMachineArn())
                .put("name", execution.name())
                .put("status", execution.status().name());
        if (execution.mapRunArn() != null) {
            shape.put("mapRunArn", execution.mapRunArn());
        }
        putTimes(shape, execution.startDate(), execution.stopDate());
        return shape;
    }

    static ObjectNode mapRunItem(MapRunDescription run) {
        ObjectNode shape = Json.object()
                .put("executionArn", run.executionArn())
                .put("mapRunArn", run.mapRunArn())
                .put("stateMachineArn", run.stateMachineArn());
        putTimes(shape, run.startDate(), run.stopDate());
        return shape;
    }

    static ObjectNode mapRun(MapRunDescription run) {
        ObjectNode shape = Json.object()
                .put("executionArn", run.executionArn())
                .put("mapRunArn", run.mapRunArn())
                .put("status", run.status().name())
                .put("maxConcurrency", run.maxConcurrency())
                .put("toleratedFailureCount", run.toleratedFailureCount())
                .put("toleratedFailurePercentage", run.toleratedFailurePercentage())
                .put("redriveCount", 0);
        putTimes(shape, run.startDate(), run.stopDate());
        shape.set("executionCounts", counts(run.executionCounts()));
        shape.set("itemCounts", counts(run.itemCounts()));
        return shape;
    }

    private static ObjectNode counts(MapRunDescription.Counts counts) {
        return Json.object()
                .put("pending", counts.pending())
                .put("running", counts.running())
                .put("succeeded", counts.succeeded())
                .put("failed", counts.failed())
                .put("timedOut", counts.timedOut())
                .put("aborted", counts.aborted())
                .put("total", counts.total())
                .put("resultsWritten", counts.resultsWritten());
    }

    private static void putTimes(ObjectNode shape, Instant start, @Nullable Instant stop) {
        shape.set("startDate", time(start));
        if (stop != null) {
            shape.set("stopDate", time(stop));
        }
    }

    static ObjectNode execution(ExecutionDescription execution) {
        ObjectNode shape = executionItem(execution);
        shape.put("input", execution.input());
        shape.putObject("inputDetails").put("included", true);
        if (execution.output() != null) {
            shape.put("output", execution.output());
            shape.putObject("outputDetails").put("included", true);
        }
        shape.setAll(Interpreter.errorDetails(execution.error(), execution.cause()));
        return shape.put("redriveCount", 0)
                .put("redriveStatus", "NOT_REDRIVABLE")
                .put("redriveStatusReason", "Redrive is not supported");
    }

    static ObjectNode event(HistoryEvent event, boolean includeData) {
        ObjectNode shape = Json.object()
                .put("id", event.id())
                .put("previousEventId", event.previousEventId())
                .put("type", event.type());
        shape.set("timestamp", time(event.timestamp()));
        if (event.detailsName() != null && event.details() != null) {
            ObjectNode details = event.details().deepCopy();
            for (String field : DATA) {
                if (details.has(field) && !field.equals("parameters")) {
                    details.putObject(field + "Details").put("truncated", false);
                }
            }
            if (!includeData) {
                details.remove(DATA);
            }
            shape.set(event.detailsName(), details);
        }
        return shape;
    }
}
