package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final String GATE = """
            {"QueryLanguage": "JSONata", "StartAt": "Gate", "States": {
              "Gate": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", %s
                "Arguments": {"FunctionName": "notify", "Payload": {"token": "{%% $states.context.Task.Token %%}"}},
                "End": true}}}
            """;

    private final VirtualTime time = new VirtualTime();
    private final List<String> tokens = new ArrayList<>();
    private final List<HistoryEvent> heard = new ArrayList<>();
    private final List<JsonNode> payloads = new ArrayList<>();
    private FunctionInvoker function = (name, payload) -> answer("null");
    private final StepFunctions engine = time.engine()
            .functions((name, payload) -> {
                JsonNode event = parse(new String(payload, StandardCharsets.UTF_8));
                payloads.add(event);
                if (event.has("token")) {
                    tokens.add(event.get("token").asText());
                }
                return function.invoke(name, payload);
            })
            .integration("arn:aws:states:::aws-sdk:s3:copyObject", request -> {
                throw new IllegalStateException("no route to host");
            })
            .listener((arn, event) -> heard.add(event))
            .build();

    @Test
    void aGateWaitsUntilItsTokenComesBack() {
        String execution = start(gate(""), "{}");
        time.advance(Duration.ofDays(300));

        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        engine.sendTaskSuccess(token(), "{\"decision\":\"APPROVED\"}");

        assertThat(engine.describeExecution(execution).output()).isEqualTo("{\"decision\":\"APPROVED\"}");
        assertThat(types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void aPlayedTaskCallsNothingAndWaitsForNothing() {
        String machine = engine.createStateMachine("played", gate(""), player("Gate", "{\"decision\":\"APPROVED\"}"));
        String execution = engine.startExecution(machine, null, "{}");
        time.settle();

        assertThat(payloads).isEmpty();
        assertThat(engine.describeExecution(execution).output()).isEqualTo("{\"decision\":\"APPROVED\"}");
        assertThat(types(execution)).doesNotContain("TaskSubmitted");
    }

    @Test
    void aResourceThatNothingAnswersIsTakenIfItsStateIsPlayed() {
        String definition = """
                {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map", "Items": [1, 2],
                  "ItemProcessor": {"StartAt": "Train", "States": {"Train": {"Type": "Task",
                    "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync", "End": true}}}, "End": true}}}
                """;
        String machine = engine.createStateMachine("train", definition, player("Train", "7"));
        String execution = engine.startExecution(machine, null, "{}");
        time.settle();

        assertThat(engine.describeExecution(execution).output()).isEqualTo("[7,7]");
        assertThatThrownBy(() -> engine.createStateMachine("other", definition, player("Other", "7")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("createTrainingJob.sync is not supported");
    }

    @Test
    void aFailureSentBackFailsTheExecution() {
        String execution = start(gate(""), "{}");

        engine.sendTaskFailure(token(), "ReviewRejected", "{\"comment\":\"no\"}");

        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(end.cause()).isEqualTo("{\"comment\":\"no\"}");
    }

    @Test
    void aTokenCountsOnce() {
        start(gate(""), "{}");
        engine.sendTaskSuccess(token(), "1");

        assertCode("TaskTimedOut", () -> engine.sendTaskSuccess(token(), "2"));
        assertCode("TaskTimedOut", () -> engine.sendTaskFailure(token(), null, null));
        assertCode("TaskTimedOut", () -> engine.sendTaskHeartbeat(token()));
    }

    @Test
    void aTokenThatWasNeverGivenOutIsTold() {
        start(gate(""), "{}");
        String foreign = new TaskTokens().issue(new Unreachable());

        assertCode("TaskDoesNotExist", () -> engine.sendTaskSuccess(foreign, "1"));
        assertCode("InvalidToken", () -> engine.sendTaskSuccess("not a token", "1"));
        assertCode("InvalidToken", () -> engine.sendTaskSuccess(token().substring(1), "1"));
        assertCode("InvalidToken", () -> engine.sendTaskSuccess("A" + token().substring(1) + "A", "1"));
    }

    @Test
    void whatIsSentBackIsCheckedAndTheTaskGoesOnWaiting() {
        String execution = start(gate(""), "{}");

        assertCode("InvalidOutput", () -> engine.sendTaskSuccess(token(), "{no json"));
        assertCode("InvalidOutput", () -> engine.sendTaskSuccess(token(), ""));
        assertCode("InvalidOutput", () -> engine.sendTaskSuccess(token(), "1 2"));
        assertCode("ValidationException", () -> engine.sendTaskSuccess(token(), quoted("é".repeat(131_072))));
        assertCode("ValidationException", () -> engine.sendTaskFailure(token(), "e".repeat(257), null));
        assertCode("ValidationException", () -> engine.sendTaskFailure(token(), "e", "c".repeat(32_769)));

        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        engine.sendTaskFailure(token(), "e".repeat(256), "c".repeat(32_768));
        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aCallbackBeforeTheFunctionReturnsCounts() {
        function = (name, payload) -> {
            engine.sendTaskSuccess(token(), "\"early\"");
            return answer("null");
        };

        String execution = start(gate(""), "{}");

        assertThat(engine.describeExecution(execution).output()).isEqualTo("\"early\"");
        assertThat(types(execution)).doesNotContain("TaskSubmitted");
    }

    @Test
    void aFunctionThatFailsEndsTheWaitAtOnce() {
        function = (name, payload) -> failure("{\"errorType\":\"SnsRefused\",\"errorMessage\":\"no\"}");

        String execution = start(gate("\"TimeoutSeconds\": 86400,"), "{}");

        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.error()).isEqualTo("SnsRefused");
        assertThat(end.cause()).isEqualTo("{\"errorType\":\"SnsRefused\",\"errorMessage\":\"no\"}");
        assertCode("TaskTimedOut", () -> engine.sendTaskSuccess(token(), "1"));
        assertThat(time.hasAlarms()).isFalse();
    }

    @Test
    void aFunctionThatGivesNoErrorTypeIsAnUnknownError() {
        function = (name, payload) -> failure("killed");

        String execution = start(gate(""), "{}");

        assertThat(engine.describeExecution(execution).error()).isEqualTo("Lambda.Unknown");
        assertThat(engine.describeExecution(execution).cause()).endsWith("Returned payload: killed");
    }

    @Test
    void aTimeoutIsCaughtAndClosesTheToken() {
        String execution = start(gate("""
                        "TimeoutSeconds": "{% $states.input.seconds %}",
                        "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late",
                                   "Output": {"error": "{% $states.errorOutput %}", "was": "{% $states.input %}"}}],
                        """, ", \"Late\": {\"Type\": \"Succeed\"}"), "{\"seconds\":60}");

        time.advance(Duration.ofMillis(59_999));
        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        time.advance(Duration.ofMillis(1));

        assertThat(engine.describeExecution(execution).output())
                .isEqualTo("{\"error\":{\"Error\":\"States.Timeout\",\"Cause\":\"\"},\"was\":{\"seconds\":60}}");
        assertThat(types(execution)).contains("TaskTimedOut").doesNotContain("TaskFailed");
        assertCode("TaskTimedOut", () -> engine.sendTaskSuccess(token(), "1"));
    }

    @Test
    void heartbeatsKeepATaskWaiting() {
        String execution = start(gate("\"HeartbeatSeconds\": 10,"), "{}");
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofSeconds(9));
            engine.sendTaskHeartbeat(token());
        }

        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        time.advance(Duration.ofSeconds(10));

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.Timeout");
        assertThat(engine.describeExecution(execution).cause()).isNull();
    }

    @Test
    void aMissedHeartbeatIsCaughtUnderItsOwnNameToo() {
        String execution = start(gate("""
                        "TimeoutSeconds": 60, "HeartbeatSeconds": 10,
                        "Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Late"}],
                        """, ", \"Late\": {\"Type\": \"Succeed\"}"), "{}");

        time.advance(Duration.ofSeconds(10));

        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void retriesWaitLongerEachTimeAndGetNewTokens() {
        function = (name, payload) -> failure("{\"errorType\":\"Busy\"}");
        String execution = start(gate("""
                        "Retry": [{"ErrorEquals": ["Other"], "MaxAttempts": 9},
                                  {"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "MaxAttempts": 4,
                                   "BackoffRate": 3, "MaxDelaySeconds": 20}],
                        """), "{}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(seconds(execution, "TaskScheduled")).containsExactly(0L, 2L, 8L, 26L, 46L);
        assertThat(tokens).hasSize(5).doesNotHaveDuplicates();
        assertThat(engine.describeExecution(execution).error()).isEqualTo("Busy");
        assertThat(types(execution)).containsOnlyOnce("TaskStateEntered");
    }

    @Test
    void jitterOnlyShortensTheDelay() {
        function = (name, payload) -> failure("{\"errorType\":\"Busy\"}");
        String execution = start(gate("""
                        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}],
                        """), "{}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(types(execution).stream().filter("TaskScheduled"::equals)).hasSize(4);
        assertThat(seconds(execution, "ExecutionFailed").get(0)).isBetween(0L, 700L);
    }

    @Test
    void theRetryCountIsInTheContext() {
        function = (name, payload) -> payloads.size() < 3
                ? failure("{\"errorType\":\"Busy\"}")
                : answer(new String(payload, StandardCharsets.UTF_8));
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "Call", "States": {"Call": {
                  "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "f", "Payload": "{% $states.context %}"},
                  "Retry": [{"ErrorEquals": ["States.TaskFailed"]}],
                  "Output": "{% $states.result.Payload %}", "End": true}}}
                """, "{\"a\":1}");

        time.until(() -> engine.end(execution).isDone());

        JsonNode context =
                parse(String.valueOf(engine.describeExecution(execution).output()));
        assertThat(context.at("/State/RetryCount").intValue()).isEqualTo(2);
        assertThat(context.at("/State/Name").asText()).isEqualTo("Call");
        assertThat(context.at("/State/EnteredTime").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(context.at("/Execution/Id").asText()).isEqualTo(execution);
        assertThat(context.at("/Execution/Input").toString()).isEqualTo("{\"a\":1}");
        assertThat(context.at("/Execution/StartTime").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(context.at("/StateMachine/Name").asText()).isEqualTo("test");
        assertThat(context.has("Task")).isFalse();
    }

    @Test
    void theExecutionsOwnTimeoutEndsItWithoutAnError() {
        String execution = start(gate("").replaceFirst("\\{", "{\"TimeoutSeconds\": 100,"), "{}");

        time.advance(Duration.ofSeconds(100));

        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(end.error()).isNull();
        assertThat(types(execution)).endsWith("ExecutionTimedOut");
        assertCode("TaskTimedOut", () -> engine.sendTaskSuccess(token(), "1"));
    }

    @Test
    void stoppingAbortsAndClosesTheToken() {
        String execution = start(gate("\"TimeoutSeconds\": 60,"), "{}");

        ExecutionDescription end = engine.stopExecution(execution, "Operator", "maintenance");

        assertThat(end.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(end.error()).isEqualTo("Operator");
        assertThat(engine.stopExecution(execution, "Other", null).error()).isEqualTo("Operator");
        assertThat(engine.end(execution)).isCompletedWithValue(end);
        assertThat(time.hasAlarms()).isFalse();
        assertCode("TaskTimedOut", () -> engine.sendTaskSuccess(token(), "1"));
    }

    @Test
    void anExecutionStoppedBeforeItsFirstStateWasStartedAllTheSame() {
        String execution = engine.startExecution(engine.createStateMachine("test", gate("")), null, "{}");

        engine.stopExecution(execution, null, null);
        time.settle();

        assertThat(types(execution)).containsExactly("ExecutionStarted", "ExecutionAborted");
    }

    @Test
    void assignAndOutputSeeTheVariablesAsTheyWere() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Assign": {"n": 1, "kept": "{% $states.input %}"}, "Next": "B"},
                  "B": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}", "old": "{% $n %}"},
                        "Output": "{% $n %}", "Next": "C"},
                  "C": {"Type": "Succeed", "Output": ["{% $states.input %}", "{% $n %}", "{% $old %}", "{% $kept %}"]}}}
                """, "{\"x\":[1.50]}");

        assertThat(engine.describeExecution(execution).output()).isEqualTo("[1,2,1,{\"x\":[1.5]}]");
    }

    @Test
    void aChoiceTakesTheFirstRuleThatHolds() {
        String choice = """
                {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Choices": [
                     {"Condition": "{% $states.input.n > 10 %}", "Next": "Many", "Output": "many"},
                     {"Condition": "{% $states.input.n > 5 %}", "Next": "Many", "Assign": {"some": true}}]},
                  "Many": {"Type": "Succeed"}}}
                """;

        assertThat(engine.describeExecution(start(choice, "{\"n\":11}")).output())
                .isEqualTo("\"many\"");
        assertThat(engine.describeExecution(start(choice, "{\"n\":6}")).output())
                .isEqualTo("{\"n\":6}");
        assertThat(engine.describeExecution(start(choice, "{\"n\":1}")).error()).isEqualTo("States.NoChoiceMatched");
        ExecutionDescription failed = engine.describeExecution(start(choice, "{\"n\":\"x\"}"));
        assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(failed.cause()).contains("'C' (entered at the event id #2)").contains("'Choices[0]/Condition'");
    }

    @Test
    void aConditionMustBeABoolean() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Choices": [{"Condition": "{% 'yes' %}", "Next": "D"}]},
                  "D": {"Type": "Succeed"}}}
                """, "{}");

        assertThat(engine.describeExecution(execution).cause())
                .endsWith(
                        "returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"yes\"");
    }

    @Test
    void waitsLastUntilTheirTime() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                  "A": {"Type": "Wait", "Seconds": 90, "Next": "B"},
                  "B": {"Type": "Wait", "Timestamp": "{% $states.input.until %}", "Next": "C"},
                  "C": {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00+01:00", "End": true}}}
                """, "{\"until\":\"2026-01-02T05:04:05.678+01:00\"}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(engine.describeExecution(execution).stopDate()).isEqualTo(Instant.parse("2026-01-02T04:04:05.678Z"));
    }

    @Test
    void aFaultOfAnIntegrationIsATaskFailure() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "Copy", "States": {
                  "Copy": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:copyObject",
                           "Arguments": {"Bucket": "b"},
                           "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Bad"}], "End": true},
                  "Bad": {"Type": "Fail", "Error": "{% $states.input.Error %}", "Cause": "{% $states.input.Cause %}"}}}
                """, "{}");

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.TaskFailed");
        assertThat(engine.describeExecution(execution).cause()).contains("no route to host");
        assertThat(Json.write(details(execution, "TaskScheduled")))
                .contains("\"resource\":\"copyObject\"", "\"resourceType\":\"aws-sdk:s3\"");
    }

    @Test
    void anEvaluationThatFailsIsCaughtToo() {
        String execution = start(gate("""
                        "Output": "{% $states.result.missing %}",
                        "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "Caught"}],
                        """, ", \"Caught\": {\"Type\": \"Succeed\", \"Output\": \"caught\"}"), "{}");

        engine.sendTaskSuccess(token(), "{}");

        assertThat(engine.describeExecution(execution).output()).isEqualTo("\"caught\"");
        assertThat(types(execution)).containsSubsequence("TaskSucceeded", "EvaluationFailed", "TaskStateExited");
    }

    @Test
    void aConfigOf200KilobytesComesBackWhole() {
        String config = quoted("a\\\"é\\u0000".repeat(17_000));
        String execution = start(
                gate("\"Assign\": {\"config\": \"{% $states.input.config %}\"}, \"Output\": \"{% $states.input %}\","),
                "{\"config\":" + config + "}");

        engine.sendTaskSuccess(token(), "{}");

        JsonNode output =
                parse(String.valueOf(engine.describeExecution(execution).output()));
        assertThat(output.get("config")).isEqualTo(parse(config));
        assertThat(Json.write(output).getBytes(StandardCharsets.UTF_8).length).isGreaterThan(180_000);
    }

    @Test
    void whatIsTooLargeFailsTheState() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "Big", "States": {
                  "Big": {"Type": "Pass", "Output": "{% [$states.input, $states.input] %}", "End": true}}}
                """, quoted("é".repeat(65_535)));

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.DataLimitExceeded");
        assertThat(engine.describeExecution(execution).cause())
                .isEqualTo("The state/task 'Big' returned a result with a size exceeding the maximum number of bytes"
                        + " service limit.");
    }

    @Test
    void aLoopEndsWhenTheHistoryIsFull() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                  "A": {"Type": "Choice", "Choices": [{"Condition": false, "Next": "B"}], "Default": "A"},
                  "B": {"Type": "Succeed"}}}
                """, "{}");

        assertThat(engine.describeExecution(execution).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.describeExecution(execution).cause()).contains("25000");
        assertThat(engine.history(execution)).hasSizeLessThanOrEqualTo(25_000);
    }

    @Test
    void whatPeopleAreShownHoldsNoToken() {
        String execution = start(
                gate("\"Assign\": {\"t\": \"{% $states.context.Task.Token %}\"}, \"Output\": \"{% $states %}\","),
                "{}");

        engine.sendTaskSuccess(token(), "{}");

        assertThat(engine.history(execution).toString()).contains(token());
        assertThat(engine.redactedHistory(execution).toString())
                .doesNotContain(token())
                .contains("[task token]");
        assertThat(heard.toString()).doesNotContain(token());
        assertThat(heard).containsExactlyElementsOf(engine.redactedHistory(execution));
    }

    @Test
    void aListenerThatFailsDoesNotHarmTheExecution() {
        StepFunctions watched = time.engine()
                .listener((arn, event) -> {
                    throw new IllegalStateException("the terminal is gone");
                })
                .build();
        String machine = watched.createStateMachine(
                "watched",
                "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\",\"QueryLanguage\":\"JSONata\"}}}");

        String execution = watched.startExecution(machine, null, "[1]");
        time.settle();

        assertThat(watched.describeExecution(execution).output()).isEqualTo("[1]");
    }

    private String start(String definition, String input) {
        String machine = engine.createStateMachine(
                engine.stateMachines().isEmpty()
                        ? "test"
                        : "test" + engine.stateMachines().size(),
                definition);
        String execution = engine.startExecution(machine, null, input);
        time.settle();
        return execution;
    }

    private static String gate(String fields) {
        return GATE.formatted(fields);
    }

    private static String gate(String fields, String states) {
        String gate = GATE.formatted(fields);
        return gate.substring(0, gate.lastIndexOf("}}")) + states + "}}";
    }

    private String token() {
        return tokens.get(0);
    }

    private List<String> types(String execution) {
        return engine.history(execution).stream().map(HistoryEvent::type).toList();
    }

    private List<Long> seconds(String execution, String type) {
        List<HistoryEvent> history = engine.history(execution);
        Instant start = history.get(0).timestamp();
        return history.stream()
                .filter(event -> event.type().equals(type))
                .map(event -> Duration.between(start, event.timestamp()).toSeconds())
                .toList();
    }

    private JsonNode details(String execution, String type) {
        return engine.history(execution).stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .map(HistoryEvent::details)
                .orElseThrow();
    }

    private static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StepFunctionsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static FunctionResult answer(String json) {
        return new FunctionResult(200, json.getBytes(StandardCharsets.UTF_8), null, "$LATEST", "request");
    }

    private static FunctionResult failure(String json) {
        return new FunctionResult(200, json.getBytes(StandardCharsets.UTF_8), "Unhandled", "$LATEST", "request");
    }

    @Test
    void aMachineWithOtherAnswersIsAnotherOne() {
        TaskPlayer player = player("Gate", "1");
        String machine = engine.createStateMachine("played", gate(""), player);

        assertThat(engine.createStateMachine("played", gate(""), player)).isEqualTo(machine);
        for (TaskPlayer other : List.of(TaskPlayer.NONE, player("Gate", "2"))) {
            assertThatThrownBy(() -> engine.createStateMachine("played", gate(""), other))
                    .isInstanceOfSatisfying(
                            StepFunctionsException.class,
                            e -> assertThat(e.code()).isEqualTo("StateMachineAlreadyExists"));
        }
    }

    private static TaskPlayer player(String state, String result) {
        return new TaskPlayer() {
            @Override
            public boolean plays(String stateName, String resource) {
                return stateName.equals(state);
            }

            @Override
            public Optional<JsonNode> play(TaskRequest request) {
                return request.stateName().equals(state) ? Optional.of(parse(result)) : Optional.empty();
            }
        };
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Unreachable implements TaskTokens.Callback {
        @Override
        public void succeed(String output) {
            throw new AssertionError();
        }

        @Override
        public void fail(@Nullable String error, @Nullable String cause) {
            throw new AssertionError();
        }

        @Override
        public void heartbeat() {
            throw new AssertionError();
        }
    }
}
