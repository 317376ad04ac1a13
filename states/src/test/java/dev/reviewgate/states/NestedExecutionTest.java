package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NestedExecutionTest {
    private static final String INNER = "arn:aws:states:us-east-1:000000000000:stateMachine:inner";

    private final VirtualTime time = new VirtualTime();
    private final StepFunctions engine = time.engine().build();

    @Test
    void theResultOfTheOtherMachineComesBackAsJson() {
        inner("{\"Type\": \"Succeed\", \"Output\": {\"was\": \"{% $states.input %}\"}}");

        String execution = outer(".sync:2", "\"Input\": {\"a\": \"{% $states.input %}\"}, \"Name\": \"child\"", "");

        JsonNode result = parse(engine.describeExecution(execution).output());
        assertThat(result.get("ExecutionArn").asText()).endsWith(":execution:inner:child");
        assertThat(result.get("StateMachineArn").asText()).isEqualTo(INNER);
        assertThat(result.get("Name").asText()).isEqualTo("child");
        assertThat(result.get("Status").asText()).isEqualTo("SUCCEEDED");
        assertThat(result.get("Input")).isEqualTo(parse("{\"a\":1}"));
        assertThat(result.get("Output")).isEqualTo(parse("{\"was\":{\"a\":1}}"));
        assertThat(types(execution))
                .containsSubsequence("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded");
        assertThat(String.valueOf(engine.history(execution).get(2).details()))
                .contains("\"resource\":\"startExecution.sync:2\",\"resourceType\":\"states\"");
    }

    @Test
    void theOldPatternGivesTexts() {
        inner("{\"Type\": \"Succeed\"}");

        String execution = outer(".sync", "\"Input\": \"{\\\"a\\\":1}\"", "");

        JsonNode result = parse(engine.describeExecution(execution).output());
        assertThat(result.get("Input").asText()).isEqualTo("{\"a\":1}");
        assertThat(result.get("Output").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void withoutAPatternNobodyWaits() {
        inner("{\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}");

        String execution = outer("", "", "");

        JsonNode result = parse(engine.describeExecution(execution).output());
        String child = result.get("ExecutionArn").asText();
        assertThat(engine.describeExecution(child).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(engine.describeExecution(child).input()).isEqualTo("{}");
    }

    @Test
    void aFailureOfTheOtherMachineFailsTheTask() {
        inner("{\"Type\": \"Fail\", \"Error\": \"Deep\", \"Cause\": \"far below\"}");

        String execution = outer(".sync:2", "", "");

        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.error()).isEqualTo("States.TaskFailed");
        JsonNode cause = parse(end.cause());
        assertThat(cause.get("Error").asText()).isEqualTo("Deep");
        assertThat(cause.get("Cause").asText()).isEqualTo("far below");
        assertThat(cause.get("Status").asText()).isEqualTo("FAILED");
        assertThat(cause.has("Output")).isFalse();
    }

    @Test
    void nobodyIsLeftBehindWhenTheTaskTimesOut() {
        inner("{\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");

        String execution = outer(".sync:2", "", "\"TimeoutSeconds\": 60,");
        time.advance(Duration.ofSeconds(60));
        time.settle();

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.Timeout");
        assertThat(engine.executions(INNER).get(0).status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void stoppingTheOneStopsTheOther() {
        inner("{\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");
        String execution = outer(".sync:2", "", "");

        engine.stopExecution(execution, null, null);
        time.settle();

        assertThat(engine.executions(INNER).get(0).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(time.hasAlarms()).isFalse();
    }

    @Test
    void stoppingTheOtherFailsTheTask() {
        inner("{\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");
        String execution = outer(".sync:2", "", "");

        engine.stopExecution(engine.executions(INNER).get(0).executionArn(), "Operator", null);
        time.settle();

        assertThat(parse(engine.describeExecution(execution).cause())
                        .get("Status")
                        .asText())
                .isEqualTo("ABORTED");
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        String execution = outer(".sync:2", "", "");

        assertThat(engine.describeExecution(execution).error())
                .isEqualTo("StepFunctions.StateMachineDoesNotExistException");
        assertThat(engine.describeExecution(execution).cause()).contains("State Machine Does Not Exist: '" + INNER);
    }

    @Test
    void aNameIsTakenOnlyOnce() {
        inner("{\"Type\": \"Succeed\"}");

        outer(".sync:2", "\"Name\": \"once\"", "");
        String second = outer(".sync:2", "\"Name\": \"once\"", "");

        assertThat(engine.describeExecution(second).error()).isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
    }

    @Test
    void anArgumentThatIsNotSupportedIsNamed() {
        inner("{\"Type\": \"Succeed\"}");

        String execution = outer(".sync:2", "\"TraceHeader\": \"x\"", "");

        assertThat(engine.describeExecution(execution).cause()).startsWith("Arguments/TraceHeader is not supported");
    }

    private void inner(String state) {
        engine.createStateMachine(
                "inner", "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": " + state + "}}");
    }

    private String outer(String pattern, String arguments, String fields) {
        String machine = engine.createStateMachine(
                "outer", """
                {"QueryLanguage": "JSONata", "StartAt": "Run", "States": {"Run": {
                  "Type": "Task", "Resource": "arn:aws:states:::states:startExecution%s", %s
                  "Arguments": {"StateMachineArn": "%s"%s}, "End": true}}}
                """.formatted(pattern, fields, INNER, arguments.isEmpty() ? "" : ", " + arguments));
        String execution = engine.startExecution(machine, null, "1");
        time.settle();
        return execution;
    }

    private List<String> types(String execution) {
        return engine.history(execution).stream().map(HistoryEvent::type).toList();
    }

    private static JsonNode parse(@Nullable String text) {
        try {
            return Json.parse(String.valueOf(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
