package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program behind {@code ./run-local}, as a process of its own. */
class UnattendedIT {
    @Test
    void lastLineIsTheExecutionAndThePageHasAnsweredBefore() throws Exception {
        List<String> lines = Tools.run(Tools.runLocal("--decide", "reject"), Map.of())
                .lines()
                .toList();

        assertThat(lines).anyMatch(line -> line.startsWith("Posted its form (reject), answer 200"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} FAILED ReviewRejected");
    }

    @Test
    void anotherStateMachineIsStartedWithTheInputAndTheAnswersBesideIt() throws Exception {
        List<String> lines = Tools.run(
                        Tools.runLocal("--machine", "statemachine/examples/provision.asl.json", "--decide", "ignore"),
                        Map.of())
                .lines()
                .toList();

        assertThat(lines).anyMatch(line -> line.endsWith("-> DeleteChangeSet"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} FAILED ReviewTimedOut");
    }

    @Test
    void nothingIsLeftBehindWhenItIsStoppedWhileItStarts(@TempDir Path scratch) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Tools.runLocal("--serve"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + scratch);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Flow.eventually(
                "it has a scratch directory", () -> scratchDirectories(scratch).findFirst());

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(scratchDirectories(scratch)).isEmpty();
    }

    private static Stream<Path> scratchDirectories(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith("review-gate-"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
