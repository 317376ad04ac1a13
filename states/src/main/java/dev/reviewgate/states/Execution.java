package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution: who it is, how far it got and how it ended. */
final class Execution {
    private static final System.Logger LOG = System.getLogger(Execution.class.getName());

    private final String arn;
    private final String name;
    private final StateMachineDescription machine;
    private final @Nullable String mapRunArn;
    private final String inputText;
    private final JsonNode input;
    private final Instant startDate;
    private final History history;
    private final CompletableFuture<ExecutionDescription> end = new CompletableFuture<>();

    /** Held by whoever moves the execution on or looks at it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<String> tokens = new ArrayList<>();
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Instant stopDate;
    private @Nullable String output;
    private @Nullable String error;
    private @Nullable String cause;

    /** @param mapRunArn the Map Run that it is a child of */
    Execution(
            String arn,
            String name,
            StateMachineDescription machine,
            @Nullable String mapRunArn,
            String inputText,
            JsonNode input,
            Engine engine,
            HistoryListener listener) {
        this.arn = arn;
        this.name = name;
        this.machine = machine;
        this.mapRunArn = mapRunArn;
        this.inputText = inputText;
        this.input = input;
        this.startDate = engine.clock().instant();
        this.history = new History(engine.clock(), event -> tell(listener, event));
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    @Nullable
    String mapRunArn() {
        return mapRunArn;
    }

    String inputText() {
        return inputText;
    }

    JsonNode input() {
        return input;
    }

    StateMachineDescription machine() {
        return machine;
    }

    History history() {
        return history;
    }

    CompletableFuture<ExecutionDescription> end() {
        return end;
    }

    /** Tells somebody how the execution ended, once it has. */
    void whenEnded(Consumer<ExecutionDescription> listener) {
        CompletableFuture<Void> unused = end.thenAccept(listener);
    }

    boolean isRunning() {
        return status == ExecutionStatus.RUNNING;
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Remembers a token that was given out, to keep it out of what people are shown. */
    void issued(String token) {
        tokens.add(token);
    }

    void succeeded(String result) {
        output = result;
        ended(ExecutionStatus.SUCCEEDED);
    }

    void ended(ExecutionStatus how, @Nullable String withError, @Nullable String withCause) {
        error = withError;
        cause = withCause;
        ended(how);
    }

    private void ended(ExecutionStatus how) {
        status = how;
        stopDate = history.lastTimestamp();
    }

    ExecutionDescription describe() {
        lock.lock();
        try {
            return new ExecutionDescription(
                    arn,
                    machine.stateMachineArn(),
                    name,
                    mapRunArn,
                    status,
                    startDate,
                    stopDate,
                    inputText,
                    output,
                    error,
                    cause);
        } finally {
            lock.unlock();
        }
    }

    List<HistoryEvent> events() {
        lock.lock();
        try {
            return history.events();
        } finally {
            lock.unlock();
        }
    }

    List<HistoryEvent> redactedEvents() {
        lock.lock();
        try {
            return history.events().stream().map(this::redacted).toList();
        } finally {
            lock.unlock();
        }
    }

    private void tell(HistoryListener listener, HistoryEvent event) {
        try {
            listener.onEvent(arn, redacted(event));
        } catch (RuntimeException e) {
            // The execution is not to suffer for who looks on.
            LOG.log(System.Logger.Level.WARNING, "A history listener failed", e);
        }
    }

    private HistoryEvent redacted(HistoryEvent event) {
        return Redaction.of(tokens).apply(event);
    }

    /** The value of {@code $states.context}. */
    ObjectNode context(String stateName, Instant enteredTime, @Nullable Integer retryCount, @Nullable String token) {
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", arn)
                .put("Name", name)
                .put("RoleArn", machine.roleArn())
                .put("StartTime", Timestamps.format(startDate))
                .set("Input", input);
        context.putObject("StateMachine").put("Id", machine.stateMachineArn()).put("Name", machine.name());
        ObjectNode state =
                context.putObject("State").put("Name", stateName).put("EnteredTime", Timestamps.format(enteredTime));
        if (retryCount != null) {
            state.put("RetryCount", retryCount);
        }
        if (token != null) {
            context.putObject("Task").put("Token", token);
        }
        return context;
    }
}
