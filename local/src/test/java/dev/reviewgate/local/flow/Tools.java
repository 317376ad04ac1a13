package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Returns the start of a command that runs Java with the options of our own scripts. */
    static List<String> java(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto"),
                        Stream.of(arguments))
                .toList();
    }

    /** Returns the command that is behind {@code ./run-local}, on free ports. */
    static List<String> runLocal(String... options) {
        Path target = Path.of("target").toAbsolutePath();
        List<String> command = new ArrayList<>(java(
                "-cp",
                target.resolve("local.jar") + File.pathSeparator + target.resolve("lib") + "/*",
                "dev.reviewgate.local.RunLocal"));
        command.addAll(List.of("--root", Flow.ROOT.toString(), "--port", "0", "--aws-port", "0"));
        command.addAll(List.of(options));
        return command;
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
