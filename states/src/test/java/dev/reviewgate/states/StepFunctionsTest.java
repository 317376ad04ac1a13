package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepFunctionsTest {
    private static final String GATE = """
            {"QueryLanguage": "JSONata", "StartAt": "Gate", "States": {
              "Gate": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Arguments": {"FunctionName": "notify", "Payload": {"token": "{% $states.context.Task.Token %}"}},
                "End": true}}}
            """;

    /** Ends a test that would never end, in seconds; nothing that works takes so long on any machine. */
    private static final long SAFETY_NET = 300;

    private final CompletableFuture<String> token = new CompletableFuture<>();
    private final StepFunctions engine = StepFunctions.builder()
            .functions((name, payload) -> {
                String text = new String(payload, StandardCharsets.UTF_8);
                token.complete(text.substring(text.indexOf(':') + 2, text.lastIndexOf('"')));
                return new FunctionResult(200, "null".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "request");
            })
            .build();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void ofManyDecisionsAtOnceExactlyOneWins() throws Exception {
        String execution = engine.startExecution(engine.createStateMachine("gate", GATE), null, "{}");
        String taskToken = token.get(SAFETY_NET, TimeUnit.SECONDS);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService clickers = Executors.newFixedThreadPool(32);
        List<Future<Boolean>> clicks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            clicks.add(clickers.submit(() -> {
                go.await();
                try {
                    if (number % 2 == 0) {
                        engine.sendTaskSuccess(taskToken, String.valueOf(number));
                    } else {
                        engine.sendTaskFailure(taskToken, String.valueOf(number), null);
                    }
                    return true;
                } catch (StepFunctionsException e) {
                    assertThat(e.code()).isEqualTo("TaskTimedOut");
                    return false;
                }
            }));
        }

        go.countDown();

        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < clicks.size(); i++) {
            if (clicks.get(i).get(SAFETY_NET, TimeUnit.SECONDS)) {
                winners.add(i);
            }
        }
        clickers.shutdown();
        ExecutionDescription end = engine.end(execution).get(SAFETY_NET, TimeUnit.SECONDS);
        assertThat(winners).hasSize(1);
        assertThat(end.status() == ExecutionStatus.SUCCEEDED ? end.output() : end.error())
                .isEqualTo(String.valueOf(winners.get(0)));
    }

    @Test
    void realTimersEndRealWaits() throws Exception {
        String machine = engine.createStateMachine("timers", """
                {"QueryLanguage": "JSONata", "StartAt": "Wait", "TimeoutSeconds": 300, "States": {
                  "Wait": {"Type": "Wait", "Seconds": 0, "Next": "Gate"},
                  "Gate": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                    "Arguments": {"FunctionName": "f", "Payload": {"token": "{% $states.context.Task.Token %}"}},
                    "TimeoutSeconds": 1, "End": true}}}
                """);

        ExecutionDescription end =
                engine.end(engine.startExecution(machine, null, null)).get(SAFETY_NET, TimeUnit.SECONDS);

        assertThat(end.error()).isEqualTo("States.Timeout");
        assertThat(end.input()).isEqualTo("{}");
    }

    @Test
    void manyMapsOfManyChildrenComeToTheirEndAtOnce() throws Exception {
        String inner = engine.createStateMachine("inner", """
                {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map", "Items": "{% [1..50] %}",
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                      "Arguments": {"FunctionName": "f", "Payload": {"token": "none"}}, "Output": 1, "End": true}}},
                  "Output": "{% $sum($states.result) %}", "End": true}}}
                """);
        String outer = engine.createStateMachine("outer", """
                {"QueryLanguage": "JSONata", "StartAt": "All", "States": {"All": {"Type": "Map", "Items": "{%% [1..20] %%}",
                  "ItemProcessor": {"StartAt": "Run", "States": {"Run": {"Type": "Task",
                    "Resource": "arn:aws:states:::states:startExecution.sync:2", "Arguments": {"StateMachineArn": "%s"},
                    "Output": "{%% $states.result.Output %%}", "End": true}}},
                  "Output": "{%% $sum($states.result) %%}", "End": true}}}
                """.formatted(inner));

        String execution = engine.startExecution(outer, null, "{}");

        assertThat(engine.end(execution).get(SAFETY_NET, TimeUnit.SECONDS).output())
                .isEqualTo("1000");
        assertThat(engine.executions()).hasSize(1 + 20 + 1000);
    }

    @Test
    void startingAgainByTheSameNameAndInputIsTheSameExecution() throws Exception {
        String machine = engine.createStateMachine("gate", GATE);
        String execution = engine.startExecution(machine, "once", "{\"a\":1}");

        assertThat(execution).isEqualTo("arn:aws:states:us-east-1:000000000000:execution:gate:once");
        assertThat(engine.startExecution(machine, "once", "{\"a\":1}")).isEqualTo(execution);
        assertCode("ExecutionAlreadyExists", () -> engine.startExecution(machine, "once", "{\"a\":2}"));

        engine.sendTaskSuccess(token.get(SAFETY_NET, TimeUnit.SECONDS), "1");
        assertCode("ExecutionAlreadyExists", () -> engine.startExecution(machine, "once", "{\"a\":1}"));
        assertThat(engine.executions(machine)).hasSize(1);
    }

    @Test
    void namesAndInputsAreChecked() {
        String machine = engine.createStateMachine("gate", GATE);

        for (String name : List.of("", "n".repeat(81), "a b", "a/b", "a:b", "a\"b", "a\u0000b", "a%b", "a{b")) {
            assertCode("InvalidName", () -> engine.startExecution(machine, name, null));
        }
        assertThat(engine.startExecution(machine, "n".repeat(80), null)).endsWith("n");
        assertThat(engine.startExecution(machine, "Ünïcode-._+=@!()'", null)).endsWith("'");
        assertCode("InvalidExecutionInput", () -> engine.startExecution(machine, null, "{"));
        assertCode("InvalidExecutionInput", () -> engine.startExecution(machine, null, ""));
        assertCode("InvalidExecutionInput", () -> engine.startExecution(machine, null, "1 2"));
        assertCode(
                "ValidationException", () -> engine.startExecution(machine, null, "\"" + "é".repeat(131_072) + "\""));
        assertThat(engine.startExecution(machine, "full", "\"" + "é".repeat(131_071) + "\""))
                .endsWith("full");
    }

    @Test
    void whatDoesNotExistIsTold() {
        String machine = engine.createStateMachine("gate", GATE);
        String execution = machine.replace(":stateMachine:", ":execution:") + ":none";

        assertCode("ExecutionDoesNotExist", () -> engine.describeExecution(execution));
        assertCode("ExecutionDoesNotExist", () -> engine.history(execution));
        assertCode("InvalidArn", () -> engine.describeExecution(machine));
        assertCode("InvalidArn", () -> engine.startExecution(execution, null, null));
        assertCode("StateMachineDoesNotExist", () -> engine.startExecution(machine + "2", null, null));
    }

    @Test
    void aMachineIsCreatedOnce() {
        String machine = engine.createStateMachine("gate", GATE);

        assertThat(engine.createStateMachine("gate", GATE)).isEqualTo(machine);
        assertCode("StateMachineAlreadyExists", () -> engine.createStateMachine("gate", GATE + " "));
        assertCode("InvalidName", () -> engine.createStateMachine("the gate", GATE));
        assertThat(engine.stateMachines()).containsExactly(engine.describeStateMachine(machine));
    }

    private static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StepFunctionsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
