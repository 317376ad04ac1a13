package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes one execution from state to state.
 *
 * <p>Nothing here blocks: where the execution has to wait, the interpreter returns, and whatever it waits for (a timer,
 * a worker, a caller with a task token) {@linkplain #resume resumes} it under the execution's lock.
 */
final class Interpreter {
    private final Engine engine;
    private final Execution execution;
    private final Definition definition;
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();

    /** What has to be called off when the current state is over, however that comes. */
    private final List<Runnable> cleanups = new ArrayList<>();

    private Timers.@Nullable Timer timeout;
    private @Nullable Transition transition;

    private record Transition(String state, JsonNode input) {}

    Interpreter(Engine engine, Execution execution, Definition definition) {
        this.engine = engine;
        this.execution = execution;
        this.definition = definition;
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

    void start() {
        resume(() -> transition = new Transition(definition.startAt(), execution.input()));
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
                followTransitions();
            } catch (StepFunctionsException e) {
                // For whoever asked for the step; the execution is as it was.
                throw e;
            } catch (RuntimeException | StackOverflowError e) {
                // Whatever goes wrong here, the execution ends rather than hangs.
                fail(new Failure(Failure.RUNTIME, "The interpreter failed: " + e));
            }
        });
        if (done[0] && !execution.isRunning()) {
            execution.end().complete(execution.describe());
        }
        return done[0];
    }

    private void followTransitions() {
        while (transition != null && execution.isRunning()) {
            Transition next = transition;
            transition = null;
            if (history().isFull()) {
                fail(new Failure(
                        Failure.RUNTIME,
                        "The execution reached the maximum number of history events (" + History.MAX_EVENTS + ")."));
            } else {
                enter(definition.state(next.state()), next.input());
            }
        }
    }

    /** Resumes the execution with a step after a while. */
    Timers.Timer after(Duration delay, Runnable step) {
        return engine.timers().start(delay, () -> engine.workers().execute(() -> resume(step)));
    }

    /** Has something called off when the current state is over. */
    void onLeave(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    void abort(@Nullable String error, @Nullable String cause) {
        resume(() -> {
            history().add("ExecutionAborted", "executionAbortedEventDetails", errorDetails(error, cause));
            end(ExecutionStatus.ABORTED, error, cause);
        });
    }

    Scope scope(Visit visit, ObjectNode context, @Nullable JsonNode result, @Nullable JsonNode errorOutput) {
        return new Scope(engine.functions(), variables, visit.input(), context, result, errorOutput);
    }

    /** Writes that an evaluation failed, and returns the failure of the state. */
    Failure evaluationFailed(Visit visit, EvaluationFailure failure) {
        // AWS evaluates on entry in one go with entering, so both events follow from the same one.
        boolean onEntry = history().lastId() == visit.enteredId();
        return evaluationFailed(
                visit, failure, onEntry ? visit.previousId() : history().lastId());
    }

    private Failure evaluationFailed(Visit visit, EvaluationFailure failure, long previousId) {
        String cause = visit.explain(failure.reason());
        ObjectNode details = errorDetails(Failure.QUERY_EVALUATION_ERROR, cause);
        details.put("location", failure.field());
        details.put("state", visit.state().name());
        history().addAfter(previousId, "EvaluationFailed", "evaluationFailedEventDetails", details);
        return new Failure(Failure.QUERY_EVALUATION_ERROR, cause);
    }

    void fail(Failure failure) {
        history()
                .add(
                        "ExecutionFailed",
                        "executionFailedEventDetails",
                        errorDetails(failure.error(), failure.reportedCause()));
        end(ExecutionStatus.FAILED, failure.error(), failure.reportedCause());
    }

    /**
     * Leaves a state for the next one.
     *
     * @param prefix where in the state the results are, for messages; empty for the state's own
     * @param next null to end the execution
     * @return why the state cannot be left, or null if it was
     */
    @Nullable
    Failure leave(
            Visit visit,
            State.Results results,
            Scope scope,
            JsonNode defaultOutput,
            String prefix,
            @Nullable String next) {
        JsonNode output;
        JsonNode assigned;
        try {
            output = results.output() == null ? defaultOutput : results.output().evaluate(scope, prefix + "Output");
            assigned = results.assign() == null ? null : results.assign().evaluate(scope, prefix + "Assign");
        } catch (EvaluationFailure e) {
            return evaluationFailed(visit, e);
        }
        String outputText = Json.write(output);
        if (Json.exceedsLimit(outputText) || (assigned != null && Json.exceedsLimit(Json.write(assigned)))) {
            return Failure.tooLarge(visit.state().name());
        }
        ObjectNode details = Json.object();
        details.put("name", visit.state().name());
        details.put("output", outputText);
        if (assigned != null && !assigned.isEmpty()) {
            ObjectNode shown = details.putObject("assignedVariables");
            assigned.properties().forEach(entry -> {
                shown.put(entry.getKey(), Json.write(entry.getValue()));
                variables.put(entry.getKey(), entry.getValue());
            });
        }
        history().add(visit.state().type() + "StateExited", "stateExitedEventDetails", details);
        if (next == null) {
            succeed(outputText);
        } else {
            transition = new Transition(next, output);
        }
        return null;
    }

    private History history() {
        return execution.history();
    }

    private void enter(State state, JsonNode input) {
        cleanUp();
        ObjectNode details = Json.object();
        details.put("name", state.name());
        details.put("input", Json.write(input));
        // On AWS the first state follows from nothing.
        long previousId = history().lastId() == 1 ? 0 : history().lastId();
        long id = history().addAfter(previousId, state.type() + "StateEntered", "stateEnteredEventDetails", details);
        Visit visit = new Visit(state, input, id, previousId, engine.clock().instant());
        if (state instanceof State.Task task) {
            new TaskRun(this, visit, task).begin();
        } else if (state instanceof State.Choice choice) {
            choose(visit, choice, scope(visit));
        } else if (state instanceof State.Pass pass) {
            leaveOrFail(visit, pass.results(), scope(visit), pass.next());
        } else if (state instanceof State.Wait wait) {
            await(visit, wait, scope(visit));
        } else if (state instanceof State.Succeed succeed) {
            leaveOrFail(visit, succeed.results(), scope(visit), null);
        } else if (state instanceof State.Fail fail) {
            failOnPurpose(visit, fail, scope(visit));
        }
    }

    private Scope scope(Visit visit) {
        ObjectNode context = execution.context(visit.state().name(), visit.enteredTime(), null, null);
        return scope(visit, context, null, null);
    }

    private void choose(Visit visit, State.Choice choice, Scope scope) {
        for (int i = 0; i < choice.rules().size(); i++) {
            State.Rule rule = choice.rules().get(i);
            String prefix = "Choices[" + i + "]/";
            try {
                if (Values.bool(rule.condition(), scope, prefix + "Condition")) {
                    leaveOrFail(visit, rule.results(), scope, prefix, rule.next());
                    return;
                }
            } catch (EvaluationFailure e) {
                fail(evaluationFailed(visit, e));
                return;
            }
        }
        if (choice.defaultNext() == null) {
            fail(new Failure(
                    Failure.NO_CHOICE_MATCHED,
                    visit.explain("Failed to transition out of the state. The state does not point to a next state.")));
        } else {
            leaveOrFail(visit, choice.results(), scope, choice.defaultNext());
        }
    }

    private void await(Visit visit, State.Wait wait, Scope scope) {
        try {
            Instant now = engine.clock().instant();
            Instant until = wait.seconds() != null
                    ? now.plusSeconds(Values.seconds(wait.seconds(), scope, "Seconds", 0))
                    : timestamp(visit, wait, scope);
            if (until == null) {
                return;
            }
            Timers.Timer timer = after(
                    Duration.between(now, until), () -> leaveOrFail(visit, wait.results(), scope(visit), wait.next()));
            onLeave(timer::cancel);
        } catch (EvaluationFailure e) {
            fail(evaluationFailed(visit, e));
        }
    }

    private @Nullable Instant timestamp(Visit visit, State.Wait wait, Scope scope) throws EvaluationFailure {
        if (wait.timestamp() == null) {
            throw new IllegalStateException("neither Seconds nor Timestamp");
        }
        String text = Values.text(wait.timestamp(), scope, "Timestamp");
        Instant until = Timestamps.parse(text);
        if (until == null) {
            fail(evaluationFailed(
                    visit,
                    new EvaluationFailure(
                            "Timestamp",
                            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                                    + text),
                    visit.enteredId()));
        }
        return until;
    }

    private void failOnPurpose(Visit visit, State.Fail fail, Scope scope) {
        try {
            String error = fail.error() == null ? null : Values.text(fail.error(), scope, "Error");
            String cause = fail.cause() == null ? null : Values.text(fail.cause(), scope, "Cause");
            fail(new Failure(error, cause));
        } catch (EvaluationFailure e) {
            fail(evaluationFailed(visit, e));
        }
    }

    private void leaveOrFail(Visit visit, State.Results results, Scope scope, @Nullable String next) {
        leaveOrFail(visit, results, scope, "", next);
    }

    private void leaveOrFail(Visit visit, State.Results results, Scope scope, String prefix, @Nullable String next) {
        Failure failure = leave(visit, results, scope, visit.input(), prefix, next);
        if (failure != null) {
            fail(failure);
        }
    }

    private void succeed(String output) {
        history()
                .add(
                        "ExecutionSucceeded",
                        "executionSucceededEventDetails",
                        Json.object().put("output", output));
        execution.succeeded(output);
        callOff();
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
        cleanUp();
        if (timeout != null) {
            timeout.cancel();
        }
    }

    private void cleanUp() {
        cleanups.forEach(Runnable::run);
        cleanups.clear();
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
