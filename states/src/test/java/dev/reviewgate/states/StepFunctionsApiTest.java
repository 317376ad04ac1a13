package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StepFunctionsApiTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";
    private static final String GATE = """
            {"QueryLanguage": "JSONata", "StartAt": "Gate", "States": {
              "Gate": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Arguments": {"FunctionName": "notify", "Payload": "{% $states.context.Task %}"}, "End": true}}}
            """;

    private final VirtualTime time = new VirtualTime();
    private final StepFunctionsApi api = new StepFunctionsApi(time.engine()
            .functions((name, payload) -> new FunctionResult(200, payload, null, "$LATEST", "request"))
            .build());

    @Test
    void aGateIsWorkedThroughTheApi() {
        String machine = machine();
        String execution = start(machine, "first");

        JsonNode running = call("DescribeExecution", Json.object().put("executionArn", execution));
        assertThat(running.get("status").asText()).isEqualTo("RUNNING");
        assertThat(running.get("startDate").decimalValue()).isEqualByComparingTo("1767323045.678");
        assertThat(running.has("stopDate")).isFalse();

        call("SendTaskHeartbeat", Json.object().put("taskToken", token(execution)));
        call("SendTaskSuccess", Json.object().put("taskToken", token(execution)).put("output", "{\"ok\":true}"));

        JsonNode ended = call("DescribeExecution", Json.object().put("executionArn", execution));
        assertThat(ended.get("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("output").asText()).isEqualTo("{\"ok\":true}");
        assertThat(ended.get("stopDate").decimalValue()).isEqualByComparingTo("1767323045.678");
    }

    @Test
    void aFailureIsSentWithErrorAndCause() {
        String execution = start(machine(), "first");

        call(
                "SendTaskFailure",
                Json.object()
                        .put("taskToken", token(execution))
                        .put("error", "No")
                        .put("cause", "because"));

        JsonNode ended = call("DescribeExecution", Json.object().put("executionArn", execution));
        assertThat(ended.get("status").asText()).isEqualTo("FAILED");
        assertThat(ended.get("error").asText()).isEqualTo("No");
        assertThat(ended.get("cause").asText()).isEqualTo("because");
    }

    @Test
    void aMapRunIsLookedAtThroughTheApi() {
        String machine = call(
                        "CreateStateMachine",
                        Json.object().put("name", "maps").put("roleArn", ROLE).put("definition", """
                                {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map",
                                  "Items": [1, 2, 3], "MaxConcurrency": 2, "ToleratedFailurePercentage": 50, "Label": "l",
                                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                                    "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}, "End": true}}}
                                """))
                .get("stateMachineArn")
                .asText();
        String execution = start(machine, "first");

        JsonNode item = call("ListMapRuns", Json.object().put("executionArn", execution))
                .at("/mapRuns/0");
        String run = item.get("mapRunArn").asText();
        JsonNode described = call("DescribeMapRun", Json.object().put("mapRunArn", run));
        JsonNode children = call(
                        "ListExecutions", Json.object().put("mapRunArn", run).put("statusFilter", "RUNNING"))
                .get("executions");
        String child = children.at("/0/executionArn").asText();

        assertThat(item.get("executionArn").asText()).isEqualTo(execution);
        assertThat(item.get("stateMachineArn").asText()).isEqualTo(machine + "/l");
        assertThat(described.get("status").asText()).isEqualTo("RUNNING");
        assertThat(described.get("maxConcurrency").asInt()).isEqualTo(2);
        assertThat(described.get("toleratedFailurePercentage").asDouble()).isEqualTo(50);
        assertThat(described.at("/executionCounts/running").asInt()).isEqualTo(2);
        assertThat(described.at("/executionCounts/pending").asInt()).isEqualTo(1);
        assertThat(children).hasSize(2);
        assertThat(call("DescribeExecution", Json.object().put("executionArn", child))
                        .get("mapRunArn")
                        .asText())
                .isEqualTo(run);
        assertThat(call("DescribeStateMachineForExecution", Json.object().put("executionArn", child))
                        .get("stateMachineArn")
                        .asText())
                .isEqualTo(machine + "/l");
        assertThat(call("ListExecutions", Json.object().put("stateMachineArn", machine))
                        .get("executions"))
                .hasSize(1);
    }

    @Test
    void historyComesInPagesEitherWayRound() {
        String execution = start(machine(), "first");
        ObjectNode request = Json.object().put("executionArn", execution).put("maxResults", 2);

        JsonNode first = call("GetExecutionHistory", request);
        JsonNode rest = call(
                "GetExecutionHistory",
                request.deepCopy()
                        .put("maxResults", 1000)
                        .put("nextToken", first.get("nextToken").asText()));
        JsonNode reversed = call("GetExecutionHistory", request.deepCopy().put("reverseOrder", true));

        assertThat(first.get("events").findValuesAsText("type"))
                .containsExactly("ExecutionStarted", "TaskStateEntered");
        assertThat(rest.get("events").findValuesAsText("type"))
                .containsExactly("TaskScheduled", "TaskStarted", "TaskSubmitted");
        assertThat(rest.has("nextToken")).isFalse();
        assertThat(reversed.get("events").findValuesAsText("type")).containsExactly("TaskSubmitted", "TaskStarted");
        assertThat(first.at("/events/1/previousEventId").asInt()).isZero();
        assertThat(first.at("/events/1/stateEnteredEventDetails/input").asText())
                .isEqualTo("{\"n\":1}");
        assertThat(first.at("/events/1/stateEnteredEventDetails/inputDetails/truncated")
                        .asBoolean(true))
                .isFalse();
        assertThat(rest.at("/events/0/taskScheduledEventDetails/region").asText())
                .isEqualTo("us-east-1");
    }

    @Test
    void historyLeavesItsDataOutOnRequest() {
        String execution = start(machine(), "first");

        JsonNode history = call(
                "GetExecutionHistory",
                Json.object().put("executionArn", execution).put("includeExecutionData", false));

        assertThat(history.toString())
                .doesNotContain("\"parameters\"", "\"input\"", "\"output\"")
                .contains("TaskScheduled");
    }

    @Test
    void executionsAreListedLatestFirst() {
        String machine = machine();
        start(machine, "first");
        String second = start(machine, "second");
        call("StopExecution", Json.object().put("executionArn", second).put("error", "E"));
        ObjectNode request = Json.object().put("stateMachineArn", machine);

        assertThat(call("ListExecutions", request).findValuesAsText("name")).containsExactly("second", "first");
        assertThat(call("ListExecutions", request.deepCopy().put("statusFilter", "ABORTED"))
                        .findValuesAsText("name"))
                .containsExactly("second");
        assertThat(call("ListExecutions", request.deepCopy().put("maxResults", 1))
                        .has("nextToken"))
                .isTrue();
    }

    @Test
    void machinesAreDescribedAndListed() {
        String machine = machine();
        String execution = start(machine, "first");

        JsonNode described = call("DescribeStateMachine", Json.object().put("stateMachineArn", machine));
        JsonNode through =
                call("DescribeStateMachineForExecution", Json.object().put("executionArn", execution));

        assertThat(described.get("definition").asText()).isEqualTo(GATE);
        assertThat(described.get("roleArn").asText()).isEqualTo(ROLE);
        assertThat(described.get("status").asText()).isEqualTo("ACTIVE");
        assertThat(through.get("definition").asText()).isEqualTo(GATE);
        assertThat(call("ListStateMachines", Json.object()).findValuesAsText("stateMachineArn"))
                .containsExactly(machine);
    }

    @Test
    void aDefinitionIsValidatedWithoutCreatingIt() {
        JsonNode good = call("ValidateStateMachineDefinition", Json.object().put("definition", GATE));
        JsonNode bad = call("ValidateStateMachineDefinition", Json.object().put("definition", "{}"));

        assertThat(good.get("result").asText()).isEqualTo("OK");
        assertThat(bad.get("result").asText()).isEqualTo("FAIL");
        assertThat(bad.at("/diagnostics/0/message").asText()).contains("field 'States'");
        assertThat(call("ListStateMachines", Json.object()).get("stateMachines"))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsAnsweredWithACode() {
        String machine = machine();

        assertError("UnknownOperationException", "CreateActivity", Json.object().put("name", "a"));
        assertError("ValidationException", "StartExecution", Json.object());
        assertError(
                "ValidationException",
                "StartExecution",
                Json.object().put("stateMachineArn", machine).put("inputs", "{}"));
        assertError(
                "ValidationException",
                "StartExecution",
                Json.object().put("stateMachineArn", machine).put("input", 1));
        assertError("StateMachineDoesNotExist", "StartExecution", Json.object().put("stateMachineArn", machine + "x"));
        assertError(
                "InvalidDefinition",
                "CreateStateMachine",
                Json.object().put("name", "m").put("definition", "{}").put("roleArn", ROLE));
        assertError(
                "ValidationException",
                "CreateStateMachine",
                Json.object()
                        .put("name", "m")
                        .put("definition", GATE)
                        .put("roleArn", ROLE)
                        .put("type", "EXPRESS"));
        assertError("ValidationException", "ListStateMachines", Json.object().put("maxResults", 1001));
        assertError("InvalidToken", "ListStateMachines", Json.object().put("nextToken", "!"));
        assertError("InvalidToken", "SendTaskHeartbeat", Json.object().put("taskToken", "x"));
        assertThat(new String(
                        api.handle("AWSStepFunctions.ListStateMachines", new byte[] {'{'})
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("#SerializationException");
    }

    private String machine() {
        ObjectNode request =
                Json.object().put("name", "gate").put("definition", GATE).put("roleArn", ROLE);
        return call("CreateStateMachine", request).get("stateMachineArn").asText();
    }

    private String start(String machine, String name) {
        ObjectNode request =
                Json.object().put("stateMachineArn", machine).put("name", name).put("input", "{\"n\":1}");
        String execution = call("StartExecution", request).get("executionArn").asText();
        time.settle();
        return execution;
    }

    private String token(String execution) {
        JsonNode history = call("GetExecutionHistory", Json.object().put("executionArn", execution));
        return parse(history.at("/events/2/taskScheduledEventDetails/parameters")
                        .asText())
                .at("/Payload/Token")
                .asText();
    }

    private JsonNode call(String operation, JsonNode request) {
        StepFunctionsApi.Response response = send(operation, request);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(body).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "application/x-amz-json-1.0");
        return parse(body);
    }

    private void assertError(String code, String operation, JsonNode request) {
        StepFunctionsApi.Response response = send(operation, request);
        JsonNode body = parse(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(response.status()).isEqualTo(400);
        assertThat(body.get("__type").asText()).endsWith("#" + code);
        assertThat(body.get("message").asText()).isNotBlank();
    }

    private StepFunctionsApi.Response send(String operation, JsonNode request) {
        return api.handle("AWSStepFunctions." + operation, Json.write(request).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
