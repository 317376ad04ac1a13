package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovableTimeTest {
    private static final String THREE_DAYS = """
            {"QueryLanguage": "JSONata", "StartAt": "Day", "States": {
              "Day": {"Type": "Wait", "Seconds": 86400, "Next": "Two"},
              "Two": {"Type": "Wait", "Seconds": 172800, "Output": "{% $now() %}", "End": true}}}
            """;

    private final MovableTime time = new MovableTime();
    private final StepFunctions engine = StepFunctions.builder().time(time).build();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void waitsEndWhenTheirTimeIsOverAndTheClockShowsIt() throws Exception {
        Instant begin = time.clock().instant();
        String execution = engine.startExecution(engine.createStateMachine("days", THREE_DAYS), null, null);

        passTo(execution, "Day", Duration.ofDays(1));
        assertThat(engine.end(execution)).isNotDone();
        passTo(execution, "Two", Duration.ofDays(2));

        ExecutionDescription end = engine.end(execution).get(60, TimeUnit.SECONDS);
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Duration.between(begin, end.stopDate())).isGreaterThanOrEqualTo(Duration.ofDays(3));
        assertThat(time.ahead()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void waitsOfAnEngineThatWasClosedKeepNoOtherFromEnding() throws Exception {
        StepFunctions closed = StepFunctions.builder().time(time).build();
        String machine = closed.createStateMachine("days", THREE_DAYS);
        String abandoned = closed.startExecution(machine, null, null);
        passTo(closed, abandoned, "Day", Duration.ZERO);
        String execution = engine.startExecution(engine.createStateMachine("days", THREE_DAYS), null, null);
        closed.close();

        passTo(execution, "Day", Duration.ofDays(1));
        passTo(execution, "Two", Duration.ofDays(2));

        assertThat(engine.end(execution).get(60, TimeUnit.SECONDS).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(closed.end(abandoned)).isNotDone();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Moves the time once the execution waits in a state. */
    private void passTo(String execution, String state, Duration by) {
        passTo(engine, execution, state, by);
    }

    private void passTo(StepFunctions engine, String execution, String state, Duration by) {
        while (engine.history(execution).stream()
                .noneMatch(event -> event.type().equals("WaitStateEntered")
                        && state.equals(
                                event.details() == null
                                        ? ""
                                        : event.details().path("name").asText()))) {
            Thread.onSpinWait();
        }
        time.advance(by);
    }
}
