package dev.reviewgate.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void onATerminalProgressStandsOnOneLineThatGivesWay() {
        Terminal terminal = terminal(true);

        terminal.progress("Generator", "profiling: 1 %");
        terminal.progress("Generator", "profiling: 2 %");
        terminal.showProgress();
        terminal.showProgress();
        terminal.progress("Generator", "profiling:\n3 %");
        terminal.showProgress();
        terminal.line("-> Next");
        terminal.line("-> Last");
        terminal.drain();

        assertThat(written.toString(UTF_8))
                .isEqualTo("\r\u001b[K  [Generator] profiling: 2 %\r\u001b[K  [Generator] profiling: 3 %"
                        + "\r\u001b[K-> Next\n-> Last\n");
    }

    @Test
    void elsewhereProgressIsALineOfItsOwn() {
        Terminal terminal = terminal(false);

        terminal.progress("Generator", "profiling: 1 %");
        terminal.showProgress();
        terminal.showProgress();
        terminal.drain();

        assertThat(written.toString(UTF_8)).isEqualTo("  [Generator] profiling: 1 %\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUCCEEDED | false | Nobody was asked: no review was needed.",
                "SUCCEEDED | true | Nobody was asked: no request for a review was sent.",
                "FAILED | false | Nobody was asked: the execution failed before that.",
                "FAILED | true | Nobody was asked: no request for a review was sent.",
                "ABORTED | false | Nobody was asked: the execution was stopped before that.",
                "TIMED_OUT | false | Nobody was asked: the time of the execution was over before that.",
            })
    void whyNobodyWasAskedIsTrueOfHowItEnded(ExecutionStatus status, boolean stateAsked, String why) {
        Terminal terminal = terminal(false);
        ExecutionDescription end = new ExecutionDescription(
                "arn", "machine", "name", null, status, Instant.EPOCH, Instant.EPOCH, "{}", null, null, null);

        terminal.ended(end, null, new Reviewer(null, new Family("name"), terminal), stateAsked, true);

        assertThat(written.toString(UTF_8)).isEqualTo(why + "\nname " + status + "\n");
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintStream(written, true, UTF_8), interactive);
    }
}
