package dev.reviewgate.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

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

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintStream(written, true, UTF_8), interactive);
    }
}
