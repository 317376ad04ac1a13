package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that not every machine has: a test that needs one says so and is skipped, or fails where they are required. */
final class Tools {
    private Tools() {}

    /** Returns the program that an environment variable names, or else the one of that name on the path. */
    static Optional<String> find(String variable, String name) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return Optional.of(named);
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static void require(String what, Optional<String> found) {
        if (found.isEmpty()) {
            String message = "this test needs " + what + ", which is not on this machine";
            if (Boolean.parseBoolean(System.getenv("REVIEW_GATE_REQUIRE_TOOLS"))) {
                fail(message);
            }
            abort(message);
        }
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            fail(String.join(" ", command) + "\n" + printed);
        }
        return printed;
    }
}
