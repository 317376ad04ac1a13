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
 * A way from state to state: the execution's own, or that of one iteration of an inline Map; guarded by the
 * execution's lock.
 */
final class Walk {
    private final Interpreter interpreter;
    private final Definition definition;
    private final Map<String, JsonNode> variables;
    private final @Nullable ObjectNode item;
    private final End end;

    /** What has to be called off when the current state is over, however that comes. */
    private final List<Runnable> cleanups = new ArrayList<>();

    private long lastId;
    private boolean open = true;
    private @Nullable Transition transition;

    private record Transition(String state, JsonNode input) {}

    /** Is told how the way ended, unless it was closed before. */
    interface End {
        void succeeded(String output);

        void failed(Failure failure);
    }

    /**
     * @param variables what can be read from the beginning; what is assigned on the way stays here
     * @param item the value of {@code $states.context.Map.Item}, within an iteration
     * @param startId the event that the first state follows from
     */
    Walk(
            Interpreter interpreter,
            Definition definition,
            Map<String, JsonNode> variables,
            @Nullable ObjectNode item,
            long startId,
            End end) {
        this.interpreter = interpreter;
        this.definition = definition;
        this.variables = new LinkedHashMap<>(variables);
        this.item = item;
        this.lastId = startId;
        this.end = end;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Engine engine() {
        return interpreter.engine();
    }

    Map<String, JsonNode> variables() {
        return variables;
    }

    @Nullable
    ObjectNode item() {
        return item;
    }

    /** Returns the last event on this way; others may have been written since on other ways. */
    long lastId() {
        return lastId;
    }

    /** Has what comes follow from another event. */
    void continueFrom(long eventId) {
        lastId = eventId;
    }

    /** Adds an event to the history that follows from the last one on this way. */
    long write(String type, @Nullable String detailsName, @Nullable ObjectNode details) {
        lastId = interpreter.execution().history().addAfter(lastId, type, detailsName, details);
        return lastId;
    }

    void start(JsonNode input) {
        goTo(definition.startAt(), input);
    }

    /** Ends the way without telling anybody. */
    void close() {
        open = false;
        transition = null;
        cleanUp();
    }

    /** Does a step after a while, unless the way has ended by then. */
    Timers.Timer after(Duration delay, Runnable step) {
        return interpreter.after(delay, () -> {
            if (open) {
                step.run();
            }
        });
    }

    /** Has something called off when the current state is over. */
    void onLeave(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** Enters the state that was decided on. */
    void proceed() {
        Transition next = transition;
        transition = null;
        if (open && next != null) {
            enter(definition.state(next.state()), next.input());
        }
    }

    /** The value of {@code $states.context}. */
    ObjectNode context(Visit visit, @Nullable Integer retryCount, @Nullable String token) {
        ObjectNode context =
                interpreter.execution().context(visit.state().name(), visit.enteredTime(), retryCount, token);
        if (item != null) {
            context.putObject("Map").set("Item", item);
        }
        return context;
    }

    Scope scope(Visit visit, ObjectNode context, @Nullable JsonNode result, @Nullable JsonNode errorOutput) {
        return new Scope(engine().functions(), variables, visit.input(), context, result, errorOutput);
    }

    /** Writes that an evaluation failed, and returns the failure of the state. */
    Failure evaluationFailed(Visit visit, EvaluationFailure failure) {
        // AWS evaluates on entry in one go with entering, so both events follow from the same one.
        boolean onEntry = lastId == visit.enteredId();
        return evaluationFailed(visit, failure, onEntry ? visit.previousId() : lastId);
    }

    private Failure evaluationFailed(Visit visit, EvaluationFailure failure, long previousId) {
        String cause = visit.explain(failure.reason());
        ObjectNode details = Interpreter.errorDetails(Failure.QUERY_EVALUATION_ERROR, cause);
        if (!failure.field().isEmpty()) {
            details.put("location", failure.field());
        }
        details.put("state", visit.state().name());
        continueFrom(previousId);
        write("EvaluationFailed", "evaluationFailedEventDetails", details);
        return new Failure(Failure.QUERY_EVALUATION_ERROR, cause);
    }

    void fail(Failure failure) {
        close();
        end.failed(failure);
    }

    /**
     * Leaves a state for the next one.
     *
     * @param prefix where in the state the results are, for messages; empty for the state's own
     * @param next null to end the way
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
        write(visit.state().type() + "StateExited", "stateExitedEventDetails", details);
        if (next == null) {
            close();
            end.succeeded(outputText);
        } else {
            goTo(next, output);
        }
        return null;
    }

    private void goTo(String state, JsonNode input) {
        transition = new Transition(state, input);
        interpreter.isReady(this);
    }

    private void enter(State state, JsonNode input) {
        cleanUp();
        ObjectNode details = Json.object();
        details.put("name", state.name());
        details.put("input", Json.write(input));
        long previousId = lastId;
        long id = write(state.type() + "StateEntered", "stateEnteredEventDetails", details);
        Visit visit = new Visit(state, input, id, previousId, engine().clock().instant());
        if (state instanceof State.Task task) {
            new TaskRun(this, visit, task).begin();
        } else if (state instanceof State.Map map) {
            new MapVisit(this, visit, map).begin();
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
        return scope(visit, context(visit, null, null), null, null);
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
            Instant now = engine().clock().instant();
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

    private void cleanUp() {
        List<Runnable> due = List.copyOf(cleanups);
        cleanups.clear();
        due.forEach(Runnable::run);
    }
}
