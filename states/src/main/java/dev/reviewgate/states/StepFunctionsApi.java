package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The AWS JSON 1.0 protocol of Step Functions over a {@link StepFunctions}; whoever uses it brings the HTTP server. */
public final class StepFunctionsApi {
    private static final String TARGET_PREFIX = "AWSStepFunctions.";
    private static final int DEFAULT_PAGE = 100;

    private final StepFunctions stepFunctions;
    private final Map<String, Operation> operations = new HashMap<>();

    @FunctionalInterface
    private interface Operation {
        ObjectNode answer(ApiRequest request);
    }

    public StepFunctionsApi(StepFunctions stepFunctions) {
        this.stepFunctions = requireNonNull(stepFunctions, "stepFunctions");
        operations.put("CreateStateMachine", this::createStateMachine);
        operations.put("DescribeStateMachine", this::describeStateMachine);
        operations.put("DescribeStateMachineForExecution", this::describeStateMachineForExecution);
        operations.put("ListStateMachines", this::listStateMachines);
        operations.put("ValidateStateMachineDefinition", this::validate);
        operations.put("StartExecution", this::startExecution);
        operations.put("DescribeExecution", this::describeExecution);
        operations.put("ListExecutions", this::listExecutions);
        operations.put("StopExecution", this::stopExecution);
        operations.put("GetExecutionHistory", this::getExecutionHistory);
        operations.put("ListMapRuns", this::listMapRuns);
        operations.put("DescribeMapRun", this::describeMapRun);
        operations.put("SendTaskSuccess", this::sendTaskSuccess);
        operations.put("SendTaskFailure", this::sendTaskFailure);
        operations.put("SendTaskHeartbeat", this::sendTaskHeartbeat);
    }

    /**
     * Answers one request.
     *
     * @param target the header {@code X-Amz-Target}, for instance {@code AWSStepFunctions.StartExecution}
     */
    public Response handle(String target, byte[] body) {
        String name = target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : "";
        Operation operation = operations.get(name);
        if (operation == null) {
            return error("UnknownOperationException", "Operation '" + target + "' is not supported");
        }
        try {
            return response(200, operation.answer(new ApiRequest(json(body))));
        } catch (StepFunctionsException e) {
            return error(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode createStateMachine(ApiRequest request) {
        request.allowOnly(
                "name",
                "definition",
                "roleArn",
                "type",
                "tags",
                "loggingConfiguration",
                "tracingConfiguration",
                "encryptionConfiguration",
                "publish");
        if (!request.text("type", "STANDARD").equals("STANDARD")) {
            throw new StepFunctionsException("ValidationException", "type: only STANDARD is supported");
        }
        StateMachineDescription machine = stepFunctions.createStateMachine(
                request.text("name"), request.text("definition"), request.text("roleArn"), TaskPlayer.NONE);
        ObjectNode answer = Json.object().put("stateMachineArn", machine.stateMachineArn());
        answer.set("creationDate", ApiShapes.time(machine.creationDate()));
        return answer;
    }

    private ObjectNode describeStateMachine(ApiRequest request) {
        request.allowOnly("stateMachineArn", "includedData");
        return ApiShapes.stateMachine(
                        stepFunctions.describeStateMachine(request.text("stateMachineArn")), "creationDate")
                .put("status", "ACTIVE")
                .put("type", "STANDARD");
    }

    private ObjectNode describeStateMachineForExecution(ApiRequest request) {
        request.allowOnly("executionArn", "includedData");
        String execution = request.text("executionArn");
        ObjectNode shape = ApiShapes.stateMachine(stepFunctions.stateMachineOf(execution), "updateDate");
        String mapRun = stepFunctions.describeExecution(execution).mapRunArn();
        return mapRun == null ? shape : shape.put("mapRunArn", mapRun);
    }

    private ObjectNode listStateMachines(ApiRequest request) {
        request.allowOnly("maxResults", "nextToken");
        return page(request, "stateMachines", stepFunctions.stateMachines(), machine -> {
            ObjectNode shape = Json.object()
                    .put("stateMachineArn", machine.stateMachineArn())
                    .put("name", machine.name())
                    .put("type", "STANDARD");
            shape.set("creationDate", ApiShapes.time(machine.creationDate()));
            return shape;
        });
    }

    private ObjectNode validate(ApiRequest request) {
        request.allowOnly("definition", "type", "severity", "maxResults");
        ObjectNode answer = Json.object().put("result", "OK");
        ObjectNode diagnostic = null;
        try {
            stepFunctions.validate(request.text("definition"));
        } catch (InvalidDefinition e) {
            answer.put("result", "FAIL");
            diagnostic = Json.object()
                    .put("severity", "ERROR")
                    .put("code", "SCHEMA_VALIDATION_FAILED")
                    .put("message", e.getMessage());
        }
        answer.putArray("diagnostics").addAll(diagnostic == null ? List.of() : List.of(diagnostic));
        return answer.put("truncated", false);
    }

    private ObjectNode startExecution(ApiRequest request) {
        request.allowOnly("stateMachineArn", "name", "input", "traceHeader");
        String arn = stepFunctions.startExecution(
                request.text("stateMachineArn"), request.optionalText("name"), request.optionalText("input"));
        ObjectNode answer = Json.object().put("executionArn", arn);
        answer.set(
                "startDate", ApiShapes.time(stepFunctions.describeExecution(arn).startDate()));
        return answer;
    }

    private ObjectNode describeExecution(ApiRequest request) {
        request.allowOnly("executionArn", "includedData");
        return ApiShapes.execution(stepFunctions.describeExecution(request.text("executionArn")));
    }

    private ObjectNode listExecutions(ApiRequest request) {
        request.allowOnly("stateMachineArn", "mapRunArn", "statusFilter", "maxResults", "nextToken");
        String filter = request.optionalText("statusFilter");
        String mapRun = request.optionalText("mapRunArn");
        if (mapRun != null && request.optionalText("stateMachineArn") != null) {
            throw new StepFunctionsException(
                    "ValidationException", "exactly one of stateMachineArn and mapRunArn must be given");
        }
        List<ExecutionDescription> all = mapRun != null
                ? stepFunctions.executionsOfMapRun(mapRun)
                : stepFunctions.executions(request.text("stateMachineArn"));
        List<ExecutionDescription> executions = all.stream()
                .filter(execution -> filter == null || execution.status().name().equals(filter))
                .toList();
        return page(request, "executions", executions, ApiShapes::executionItem);
    }

    private ObjectNode stopExecution(ApiRequest request) {
        request.allowOnly("executionArn", "error", "cause");
        ExecutionDescription execution = stepFunctions.stopExecution(
                request.text("executionArn"), request.optionalText("error"), request.optionalText("cause"));
        ObjectNode answer = Json.object();
        if (execution.stopDate() != null) {
            answer.set("stopDate", ApiShapes.time(execution.stopDate()));
        }
        return answer;
    }

    private ObjectNode getExecutionHistory(ApiRequest request) {
        request.allowOnly("executionArn", "maxResults", "nextToken", "reverseOrder", "includeExecutionData");
        List<HistoryEvent> events = stepFunctions.history(request.text("executionArn"));
        boolean data = request.flag("includeExecutionData", true);
        if (request.flag("reverseOrder", false)) {
            events = new ArrayList<>(events);
            Collections.reverse(events);
        }
        return page(request, "events", events, event -> ApiShapes.event(event, data));
    }

    private ObjectNode listMapRuns(ApiRequest request) {
        request.allowOnly("executionArn", "maxResults", "nextToken");
        return page(request, "mapRuns", stepFunctions.mapRuns(request.text("executionArn")), ApiShapes::mapRunItem);
    }

    private ObjectNode describeMapRun(ApiRequest request) {
        request.allowOnly("mapRunArn");
        return ApiShapes.mapRun(stepFunctions.describeMapRun(request.text("mapRunArn")));
    }

    private ObjectNode sendTaskSuccess(ApiRequest request) {
        request.allowOnly("taskToken", "output");
        stepFunctions.sendTaskSuccess(request.text("taskToken"), request.text("output"));
        return Json.object();
    }

    private ObjectNode sendTaskFailure(ApiRequest request) {
        request.allowOnly("taskToken", "error", "cause");
        stepFunctions.sendTaskFailure(
                request.text("taskToken"), request.optionalText("error"), request.optionalText("cause"));
        return Json.object();
    }

    private ObjectNode sendTaskHeartbeat(ApiRequest request) {
        request.allowOnly("taskToken");
        stepFunctions.sendTaskHeartbeat(request.text("taskToken"));
        return Json.object();
    }

    private static <T> ObjectNode page(ApiRequest request, String field, List<T> items, Function<T, ObjectNode> shape) {
        int from = request.pageStart();
        int size = request.pageSize(DEFAULT_PAGE);
        ObjectNode answer = Json.object();
        Stream<T> page = items.stream().skip(from).limit(size);
        answer.putArray(field).addAll(page.map(shape).toList());
        if (from + size < items.size()) {
            answer.put("nextToken", ApiRequest.pageToken(from + size));
        }
        return answer;
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new StepFunctionsException("SerializationException", "The request is not valid JSON");
        }
    }

    private static Response error(String code, String message) {
        ObjectNode body = Json.object()
                .put("__type", "com.amazonaws.swf.service.v2.model#" + code)
                .put("message", message);
        return response(400, body);
    }

    private static Response response(int status, ObjectNode body) {
        return new Response(
                status,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-RequestId",
                        UUID.randomUUID().toString()),
                Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** An HTTP response. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go straight to a socket
    public record Response(int status, Map<String, String> headers, byte[] body) {
        public Response {
            headers = Map.copyOf(headers);
            requireNonNull(body, "body");
        }
    }
}
