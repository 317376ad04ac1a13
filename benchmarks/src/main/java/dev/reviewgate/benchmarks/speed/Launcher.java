package dev.reviewgate.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts trials, each in a process of its own, on one processor or on all. */
final class Launcher {
    /** What the function is deployed with: see JAVA_TOOL_OPTIONS in template.yaml. */
    private static final List<String> DEPLOYED = List.of("-XX:+UseSerialGC");

    private static final Pattern COLLECTED = Pattern.compile("Pause .*?->(\\d+)([KMG])\\(");

    private final Path directory;
    private final @Nullable Path python;
    private final Path scripts;
    private final boolean canPin;

    Launcher(Path directory, @Nullable Path python, Path scripts) {
        this.directory = directory;
        this.python = python;
        this.scripts = scripts;
        canPin = Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    /** Runs {@link Trial} in 128 MB of heap, on as many processors as it may have threads. */
    Outcome java(int threads, String... arguments) throws IOException, InterruptedException {
        return java(threads, "128m", List.of(), arguments);
    }

    /** Tells, as {@code heapKib}, the most that was in use right after a collection. */
    Outcome javaWithHeapLog(int threads, String... arguments) throws IOException, InterruptedException {
        var log = directory.resolve("gc.log");
        Files.deleteIfExists(log);
        var outcome = java(threads, "128m", List.of("-Xlog:gc:file=" + log), arguments);
        var most = -1.0;
        for (var line : Files.readAllLines(log)) {
            var collected = COLLECTED.matcher(line);
            if (collected.find()) {
                most = Math.max(most, kib(Double.parseDouble(collected.group(1)), collected.group(2)));
            }
        }
        // Without a collection, what was in use at the end is all that ever was.
        return most < 0 ? outcome : outcome.with("heapKib", most);
    }

    private static double kib(double number, String unit) {
        return switch (unit) {
            case "K" -> number;
            case "M" -> number * 1024;
            default -> number * 1024 * 1024;
        };
    }

    private Outcome java(int threads, String heap, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        var command = pinned(threads);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(DEPLOYED);
        command.add("-Xmx" + heap);
        command.add("-XX:ActiveProcessorCount=" + threads);
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Trial.class.getName());
        command.addAll(List.of(arguments));
        return run(command);
    }

    boolean hasPython() {
        return python != null;
    }

    Outcome python(String script, String... arguments) throws IOException, InterruptedException {
        if (python == null) {
            throw new IllegalStateException("there is no Python");
        }
        var command = pinned(1);
        command.add(python.toString());
        command.add(scripts.resolve(script).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** One processor for one thread: compiler, collector and everything else that a process has beside it run there too. */
    private List<String> pinned(int threads) {
        var command = new ArrayList<String>();
        if (threads == 1 && canPin) {
            command.addAll(List.of(
                    "/usr/bin/taskset",
                    "-c",
                    Integer.toString(Runtime.getRuntime().availableProcessors() - 1)));
        }
        return command;
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        var output = directory.resolve("output.txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            var exitCode = process.waitFor();
            var lines = Files.readAllLines(output);
            var last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (exitCode != 0 || !last.startsWith(Outcome.MARK)) {
                throw new IllegalStateException(
                        String.join(" ", command) + "\nended with " + exitCode + "\n" + String.join("\n", lines));
            }
            return Outcome.parse(last);
        } finally {
            process.destroyForcibly();
        }
    }
}
