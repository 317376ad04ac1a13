package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stay in a Task state, from its first attempt to its result or its failure; guarded by the execution's lock. */
final class TaskRun {
    private final Walk walk;
    private final Visit visit;
    private final State.Task task;
    private final Recovery recovery;

    TaskRun(Walk walk, Visit visit, State.Task task) {
        this.walk = walk;
        this.visit = visit;
        this.task = task;
        this.recovery = new Recovery(walk, visit, task.retriers(), task.catchers());
    }

    void begin() {
        Attempt attempt = new Attempt();
        walk.onLeave(attempt::close);
        attempt.begin();
    }

    private void recover(Failure failure, @Nullable String token) {
        recovery.recover(failure, () -> context(token), this::begin, () -> {});
    }

    private ObjectNode context(@Nullable String token) {
        return walk.context(visit, recovery.retries(), token);
    }

    private ObjectNode details() {
        return Json.object()
                .put("resource", task.resource().action())
                .put("resourceType", task.resource().type());
    }

    private Engine engine() {
        return walk.engine();
    }

    /** One call of the resource; it is open until the first of result, failure and timeout. */
    private final class Attempt implements TaskTokens.Callback {
        private final List<Timers.Timer> timers = new ArrayList<>();
        private boolean open = true;
        private @Nullable String token;
        private @Nullable Duration heartbeat;
        private Timers.@Nullable Timer heartbeatTimer;
        private long heartbeats;
        private @Nullable Interpreter started;

        void begin() {
            if (task.resource().callback()) {
                token = engine().tokens().issue(this);
                walk.interpreter().execution().issued(token);
            }
            JsonNode arguments;
            Duration timeout;
            try {
                Scope scope = walk.scope(visit, context(token), null, null);
                arguments = task.arguments() == null
                        ? visit.input()
                        : task.arguments().evaluate(scope, "Arguments");
                timeout = duration(task.timeoutSeconds(), scope, "TimeoutSeconds");
                heartbeat = duration(task.heartbeatSeconds(), scope, "HeartbeatSeconds");
            } catch (EvaluationFailure e) {
                close();
                recover(walk.evaluationFailed(visit, e), token);
                return;
            }
            String parameters = Json.write(arguments);
            if (Json.exceedsLimit(parameters)) {
                close();
                recover(Failure.tooLarge(task.name()), token);
                return;
            }
            ObjectNode scheduled = details().put("region", engine().region()).put("parameters", parameters);
            if (timeout != null) {
                scheduled.put("timeoutInSeconds", timeout.toSeconds());
                timers.add(walk.after(timeout, () -> timeOut(Failure.timeout())));
            }
            if (heartbeat != null) {
                scheduled.put("heartbeatInSeconds", heartbeat.toSeconds());
                expectHeartbeat(heartbeat);
            }
            walk.write("TaskScheduled", "taskScheduledEventDetails", scheduled);
            walk.write("TaskStarted", "taskStartedEventDetails", details());
            engine().workers().execute(() -> call(arguments));
        }

        private void call(JsonNode arguments) {
            try {
                TaskRequest request =
                        new TaskRequest(task.name(), task.resource().arn(), arguments);
                Optional<JsonNode> played = task.player().play(request);
                if (played.isPresent()) {
                    walk.interpreter().resume(() -> finished(played.get()));
                    return;
                }
                if (task.resource().startsExecution()) {
                    startExecution(arguments);
                    return;
                }
                TaskIntegration integration =
                        engine().integrations().get(task.resource().integration());
                JsonNode result = integration == null ? playedCall(arguments) : integration.call(request);
                walk.interpreter().resume(() -> returned(result == null ? NullNode.getInstance() : result));
            } catch (TaskFailure e) {
                walk.interpreter().resume(() -> failed(new Failure(e.error(), e.failureCause())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                walk.interpreter().resume(() -> failed(new Failure(Failure.TASK_FAILED, e.toString())));
            }
        }

        /** Returns what a service that is only played answers, where the task goes on until its token comes back. */
        private JsonNode playedCall(JsonNode arguments) throws TaskFailure {
            return task.player()
                    .play(new TaskRequest(task.name(), task.resource().integration(), arguments))
                    .orElseThrow();
        }

        private void startExecution(JsonNode arguments) throws TaskFailure {
            NestedExecution.Start start = NestedExecution.Start.of(arguments);
            walk.interpreter().resume(() -> {
                // Nobody starts an execution for a task that was called off meanwhile.
                if (!open) {
                    return;
                }
                try {
                    Interpreter child = start.open(engine());
                    returned(NestedExecution.started(child, engine().clock()));
                    // Afterwards, so that whoever looks on knows what it belongs to before anything happens in it.
                    child.start();
                    if (task.resource().pattern() == Resource.Pattern.SYNC
                            || task.resource().pattern() == Resource.Pattern.SYNC_2) {
                        awaitEnd(child);
                    }
                } catch (TaskFailure e) {
                    failed(new Failure(e.error(), e.failureCause()));
                }
            });
        }

        private void awaitEnd(Interpreter child) {
            if (!open) {
                engine().workers().execute(() -> child.abort(null, null));
                return;
            }
            started = child;
            child.execution().whenEnded(end -> walk.interpreter().later(() -> ended(end)));
        }

        private void ended(ExecutionDescription end) {
            if (!open) {
                return;
            }
            started = null;
            JsonNode result = NestedExecution.describe(end, task.resource().pattern() == Resource.Pattern.SYNC_2);
            if (end.status() == ExecutionStatus.SUCCEEDED) {
                finished(result);
            } else {
                failed(new Failure(Failure.TASK_FAILED, Json.write(result)));
            }
        }

        /** Takes the answer of the call, which is the result unless the task goes on after it. */
        private void returned(JsonNode result) {
            take(
                    result,
                    task.resource().pattern() == Resource.Pattern.REQUEST_RESPONSE
                            ? text -> succeeded(result, text)
                            : text -> walk.write(
                                    "TaskSubmitted",
                                    "taskSubmittedEventDetails",
                                    details().put("output", text)));
        }

        private void finished(JsonNode result) {
            take(result, text -> succeeded(result, text));
        }

        private void take(JsonNode result, Consumer<String> step) {
            if (!open) {
                return;
            }
            String text = Json.write(result);
            if (Json.exceedsLimit(text)) {
                failed(Failure.tooLarge(task.resource().type()));
            } else {
                step.accept(text);
            }
        }

        private void succeeded(JsonNode result, String text) {
            close();
            walk.write("TaskSucceeded", "taskSucceededEventDetails", details().put("output", text));
            Scope scope = walk.scope(visit, context(token), result, null);
            Failure failure = walk.leave(visit, task.results(), scope, result, "", task.next());
            if (failure != null) {
                recover(failure, token);
            }
        }

        private void failed(Failure failure) {
            if (open) {
                end("TaskFailed", "taskFailedEventDetails", failure);
            }
        }

        private void timeOut(Failure failure) {
            if (open) {
                end("TaskTimedOut", "taskTimedOutEventDetails", failure);
            }
        }

        private void end(String type, String detailsName, Failure failure) {
            close();
            ObjectNode details = details();
            details.setAll(failure.toDetails());
            walk.write(type, detailsName, details);
            recover(failure, token);
        }

        void close() {
            open = false;
            timers.forEach(Timers.Timer::cancel);
            timers.clear();
            if (heartbeatTimer != null) {
                heartbeatTimer.cancel();
            }
            if (token != null) {
                engine().tokens().close(token);
            }
            if (started != null) {
                // As on AWS, an execution does not outlive the task that waits for it.
                Interpreter child = started;
                started = null;
                engine().workers().execute(() -> child.abort(null, null));
            }
        }

        private void expectHeartbeat(Duration within) {
            if (heartbeatTimer != null) {
                heartbeatTimer.cancel();
            }
            heartbeats++;
            long expected = heartbeats;
            heartbeatTimer = walk.after(within, () -> {
                // A heartbeat may have come after the timer fired, and before this ran.
                if (heartbeats == expected) {
                    timeOut(Failure.missedHeartbeat());
                }
            });
        }

        @Override
        public void succeed(String output) {
            JsonNode result;
            try {
                result = Json.parse(output);
            } catch (JsonProcessingException e) {
                throw new StepFunctionsException("InvalidOutput", "Invalid Output: 'Invalid JSON'");
            }
            settle(() -> succeeded(result, output));
        }

        @Override
        public void fail(@Nullable String error, @Nullable String cause) {
            settle(() -> failed(new Failure(error, cause)));
        }

        @Override
        public void heartbeat() {
            settle(() -> {
                if (heartbeat != null) {
                    expectHeartbeat(heartbeat);
                }
            });
        }

        /** Does what the token's holder asks for, or says that it is too late. */
        private void settle(Runnable step) {
            boolean running = walk.interpreter().resume(() -> {
                if (!open) {
                    throw TaskTokens.timedOut();
                }
                step.run();
            });
            if (!running) {
                throw TaskTokens.timedOut();
            }
        }
    }

    private static @Nullable Duration duration(@Nullable Template template, Scope scope, String field)
            throws EvaluationFailure {
        return template == null ? null : Duration.ofSeconds(Values.seconds(template, scope, field, 1));
    }
}
