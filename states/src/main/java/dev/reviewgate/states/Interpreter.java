package dev.reviewgate.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes one execution from its start to its end.
 *
 * <p>Nothing here blocks: where the execution has to wait, the interpreter returns, and whatever it waits for (a timer,
 * a worker, a caller with a task token, an execution that it started) {@linkplain #resume resumes} it under the
 * execution's lock.
 */
final class Interpreter implements Walk.End {
    private final Engine engine;
    private final Execution execution;
    private final Definition definition;
    private final Walk walk;

    /** The ways that can go on at once. */
    private final Deque<Walk> ready = new ArrayDeque<>();

    private Timers.@Nullable Timer timeout;
    private boolean begun;

    Interpreter(Engine engine, Execution execution, Definition definition) {
        this.engine = engine;
        this.execution = execution;
        this.definition = definition;
        // On AWS the first state follows from nothing.
        this.walk = new Walk(this, definition, Map.of(), null, 0, this);
    }

    Engine engine() {
        return engine;
    }

    Execution execution() {
        return execution;
    }

    /** Writes that the execution was started; its first state is entered by {@link #start}. */
    void open() {
        execution.locked(() -> {
            ObjectNode details = Json.object();
            details.put("input", execution.inputText());
            details.put("roleArn", execution.machine().roleArn());
            history().add("ExecutionStarted", "executionStartedEventDetails", details);
            if (definition.timeout() != null) {
                timeout = after(definition.timeout(), this::timeOut);
            }
        });
    }

    /** Enters the first state, on a worker; only the first call counts. */
    void start() {
        engine.workers()
                .execute(() -> resume(() -> {
                    if (!begun) {
                        begun = true;
                        walk.start(execution.input());
                    }
                }));
    }

    /**
     * Does a step of the execution and everything that follows from it at once.
     *
     * @return false if the execution is over, and nothing was done
     */
    boolean resume(Runnable step) {
        boolean[] done = {false};
        execution.locked(() -> {
            if (!execution.isRunning()) {
                return;
            }
            done[0] = true;
            try {
                step.run();
                proceed();
            } catch (StepFunctionsException e) {
                // For whoever asked for the step; the execution is as it was.
                throw e;
            } catch (RuntimeException | StackOverflowError e) {
                // Whatever goes wrong here, the execution ends rather than hangs.
                failHere(new Failure(Failure.RUNTIME, "The interpreter failed: " + e));
            }
        });
        if (done[0] && !execution.isRunning()) {
            execution.end().complete(execution.describe());
        }
        return done[0];
    }

    private void proceed() {
        while (execution.isRunning()) {
            Walk next = ready.poll();
            if (next == null) {
                return;
            }
            if (history().isFull()) {
                failHere(new Failure(
                        Failure.RUNTIME,
                        "The execution reached the maximum number of history events (" + History.MAX_EVENTS + ")."));
            } else {
                next.proceed();
            }
        }
    }

    /** Is told that a way can go on to its next state. */
    void isReady(Walk next) {
        ready.add(next);
    }

    /** Resumes the execution with a step after a while. */
    Timers.Timer after(Duration delay, Runnable step) {
        return engine.timers().start(delay, () -> engine.workers().execute(() -> resume(step)));
    }

    /** Resumes the execution with a step as soon as nobody holds its lock, nor that of an execution it started. */
    void later(Runnable step) {
        engine.workers().execute(() -> resume(step));
    }

    void abort(@Nullable String error, @Nullable String cause) {
        resume(() -> {
            history().add("ExecutionAborted", "executionAbortedEventDetails", errorDetails(error, cause));
            end(ExecutionStatus.ABORTED, error, cause);
        });
    }

    @Override
    public void succeeded(String output) {
        walk.write(
                "ExecutionSucceeded",
                "executionSucceededEventDetails",
                Json.object().put("output", output));
        execution.succeeded(output);
        callOff();
    }

    @Override
    public void failed(Failure failure) {
        walk.write("ExecutionFailed", "executionFailedEventDetails", failure.toDetails());
        end(ExecutionStatus.FAILED, failure.error(), failure.reportedCause());
    }

    /** Fails the execution wherever it stands. */
    private void failHere(Failure failure) {
        walk.continueFrom(history().lastId());
        failed(failure);
    }

    private History history() {
        return execution.history();
    }

    private void timeOut() {
        history().add("ExecutionTimedOut", "executionTimedOutEventDetails", Json.object());
        end(ExecutionStatus.TIMED_OUT, null, null);
    }

    private void end(ExecutionStatus status, @Nullable String error, @Nullable String cause) {
        execution.ended(status, error, cause);
        callOff();
    }

    private void callOff() {
        walk.close();
        if (timeout != null) {
            timeout.cancel();
        }
    }

    static ObjectNode errorDetails(@Nullable String error, @Nullable String cause) {
        ObjectNode details = Json.object();
        if (error != null) {
            details.put("error", error);
        }
        if (cause != null) {
            details.put("cause", cause);
        }
        return details;
    }
}
