package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The program behind {@code ./run-local}, as a process of its own. */
class UnattendedIT {
    @Test
    void lastLineIsTheExecutionAndThePageHasAnsweredBefore() throws Exception {
        List<String> lines =
                Tools.run(command("--decide", "reject"), Map.of()).lines().toList();

        assertThat(lines).anyMatch(line -> line.startsWith("Posted its form (reject), answer 200"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f-]{36} FAILED ReviewRejected");
    }

    private static List<String> command(String... options) {
        Path target = Path.of("target").toAbsolutePath();
        String classPath = target.resolve("local.jar") + File.pathSeparator + target.resolve("lib") + "/*";
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.reviewgate.local.RunLocal"));
        command.addAll(List.of("--root", Flow.ROOT.toString(), "--port", "0", "--aws-port", "0"));
        command.addAll(List.of(options));
        return command;
    }
}
