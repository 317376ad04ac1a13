package dev.reviewgate.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.local.template.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One JVM of a function: it works on one invocation at a time and is thrown away when it fails to answer. */
final class Instance implements AutoCloseable {
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
    private static final int TAIL = 4096;

    private final Template.Function function;
    private final FunctionLog log;
    private final RuntimeApi api;
    private final Process process;
    private final StringBuilder tail = new StringBuilder();
    private volatile @Nullable Invocation current;
    private volatile boolean usable = true;

    Instance(Template.Function function, FunctionProcess launcher, FunctionLog log, Executor executor) {
        this.function = function;
        this.log = log;
        this.api = new RuntimeApi(function.arn(), function.timeout(), executor);
        try {
            this.process = launcher.start(function, api.port());
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException("cannot start a JVM for " + function.logicalId(), e);
        }
        executor.execute(this::readLog);
    }

    boolean usable() {
        return usable && process.isAlive();
    }

    /** Calls the function and waits for its answer, its end or its time limit. */
    InvocationResult invoke(byte[] payload) throws InterruptedException {
        Invocation invocation = Invocation.of(payload);
        synchronized (tail) {
            tail.setLength(0);
        }
        current = invocation;
        line("START RequestId: " + invocation.requestId() + " Version: $LATEST");
        api.give(invocation);
        long begun = System.nanoTime();
        Invocation.Outcome outcome = outcome(invocation);
        awaitLog(invocation);
        double millis = (System.nanoTime() - invocation.started().getNow(begun)) / 1e6;
        line(String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB",
                invocation.requestId(),
                millis,
                (long) Math.ceil(millis),
                function.memoryMegabytes()));
        current = null;
        return new InvocationResult(
                outcome.payload(), outcome.failed() ? "Unhandled" : null, invocation.requestId(), tail());
    }

    private Invocation.Outcome outcome(Invocation invocation) throws InterruptedException {
        CompletableFuture<Process> exit = process.onExit();
        try {
            CompletableFuture.anyOf(invocation.started(), api.initError(), exit)
                    .get(INIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!invocation.started().isDone()) {
                return initFailed(invocation);
            }
            CompletableFuture.anyOf(invocation.outcome(), exit)
                    .get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
            Invocation.Outcome outcome = invocation.outcome().getNow(null);
            return outcome != null ? outcome : exited(invocation);
        } catch (TimeoutException e) {
            boolean initialised = invocation.started().isDone();
            kill();
            Duration limit = initialised ? function.timeout() : INIT_LIMIT;
            return timedOut(invocation, limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Invocation.Outcome initFailed(Invocation invocation) throws InterruptedException {
        byte[] reported = api.initError().getNow(null);
        kill();
        return reported != null ? new Invocation.Outcome(reported, true) : exited(invocation);
    }

    private Invocation.Outcome exited(Invocation invocation) throws InterruptedException {
        usable = false;
        int status = process.waitFor();
        return failure(
                "Runtime.ExitError",
                "RequestId: " + invocation.requestId() + " Error: Runtime exited with error: exit status " + status);
    }

    private Invocation.Outcome timedOut(Invocation invocation, Duration limit) {
        String message = String.format(
                Locale.ROOT,
                "RequestId: %s Error: Task timed out after %.2f seconds",
                invocation.requestId(),
                limit.toMillis() / 1e3);
        line(message);
        return failure("Sandbox.Timedout", message);
    }

    private static Invocation.Outcome failure(String type, String message) {
        return new Invocation.Outcome(
                ("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}").getBytes(UTF_8), true);
    }

    /** The last lines may still be in the pipe when the answer is here. */
    private static void awaitLog(Invocation invocation) throws InterruptedException {
        try {
            invocation.logged().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // A function that keeps its output open after its end: the log is complete enough.
        }
    }

    private void readLog() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("Picked up JAVA_TOOL_OPTIONS")) {
                    line(line);
                }
                Invocation invocation = current;
                if (invocation != null && line.endsWith("END RequestId: " + invocation.requestId())) {
                    invocation.logged().complete(null);
                }
            }
        } catch (IOException e) {
            line("the log of the function broke off: " + e.getMessage());
        } finally {
            Invocation invocation = current;
            if (invocation != null) {
                invocation.logged().complete(null);
            }
        }
    }

    private void line(String line) {
        synchronized (tail) {
            tail.append(line).append('\n');
            if (tail.length() > 2 * TAIL) {
                tail.delete(0, tail.length() - TAIL);
            }
        }
        log.line(function.name(), line);
    }

    private String tail() {
        synchronized (tail) {
            return tail.substring(Math.max(0, tail.length() - TAIL));
        }
    }

    private void kill() throws InterruptedException {
        usable = false;
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        usable = false;
        process.destroyForcibly();
        api.close();
    }
}
