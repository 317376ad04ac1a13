package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One stay in a Task state, from its first attempt to its result or its failure; guarded by the execution's lock. */
final class TaskRun {
    private final Interpreter interpreter;
    private final Visit visit;
    private final State.Task task;
    private final int[] retriesBy;
    private int retries;

    TaskRun(Interpreter interpreter, Visit visit, State.Task task) {
        this.interpreter = interpreter;
        this.visit = visit;
        this.task = task;
        this.retriesBy = new int[task.retriers().size()];
    }

    void begin() {
        Attempt attempt = new Attempt();
        interpreter.onLeave(attempt::close);
        attempt.begin();
    }

    private void recover(Failure failure, @Nullable String token) {
        for (int i = 0; i < retriesBy.length; i++) {
            Retrier retrier = task.retriers().get(i);
            if (failure.matches(retrier.errorEquals())) {
                if (retriesBy[i] < retrier.maxAttempts()) {
                    Duration delay =
                            retrier.delay(retriesBy[i], interpreter.engine().random());
                    retriesBy[i]++;
                    retries++;
                    interpreter.onLeave(interpreter.after(delay, this::begin)::cancel);
                    return;
                }
                break;
            }
        }
        for (int i = 0; i < task.catchers().size(); i++) {
            Catcher catcher = task.catchers().get(i);
            if (failure.matches(catcher.errorEquals())) {
                ObjectNode errorOutput = failure.toErrorOutput();
                Scope scope = interpreter.scope(visit, context(token), null, errorOutput);
                Failure second = interpreter.leave(
                        visit, catcher.results(), scope, errorOutput, "Catch[" + i + "]/", catcher.next());
                if (second != null) {
                    interpreter.fail(second);
                }
                return;
            }
        }
        interpreter.fail(failure);
    }

    private ObjectNode context(@Nullable String token) {
        return interpreter.execution().context(task.name(), visit.enteredTime(), retries, token);
    }

    private ObjectNode details() {
        return Json.object()
                .put("resource", task.resource().action())
                .put("resourceType", task.resource().type());
    }

    private void write(String type, String detailsName, ObjectNode details) {
        interpreter.execution().history().add(type, detailsName, details);
    }

    /** One call of the resource; it is open until the first of result, failure and timeout. */
    private final class Attempt implements TaskTokens.Callback {
        private final List<Timers.Timer> timers = new ArrayList<>();
        private boolean open = true;
        private @Nullable String token;
        private @Nullable Duration heartbeat;
        private Timers.@Nullable Timer heartbeatTimer;
        private long heartbeats;

        void begin() {
            if (task.resource().callback()) {
                token = interpreter.engine().tokens().issue(this);
                interpreter.execution().issued(token);
            }
            JsonNode arguments;
            Duration timeout;
            try {
                Scope scope = interpreter.scope(visit, context(token), null, null);
                arguments = task.arguments() == null
                        ? visit.input()
                        : task.arguments().evaluate(scope, "Arguments");
                timeout = duration(task.timeoutSeconds(), scope, "TimeoutSeconds");
                heartbeat = duration(task.heartbeatSeconds(), scope, "HeartbeatSeconds");
            } catch (EvaluationFailure e) {
                close();
                recover(interpreter.evaluationFailed(visit, e), token);
                return;
            }
            String parameters = Json.write(arguments);
            if (Json.exceedsLimit(parameters)) {
                close();
                recover(Failure.tooLarge(task.name()), token);
                return;
            }
            ObjectNode scheduled =
                    details().put("region", interpreter.engine().region()).put("parameters", parameters);
            if (timeout != null) {
                scheduled.put("timeoutInSeconds", timeout.toSeconds());
                timers.add(interpreter.after(timeout, () -> timeOut(Failure.timeout())));
            }
            if (heartbeat != null) {
                scheduled.put("heartbeatInSeconds", heartbeat.toSeconds());
                expectHeartbeat(heartbeat);
            }
            write("TaskScheduled", "taskScheduledEventDetails", scheduled);
            write("TaskStarted", "taskStartedEventDetails", details());
            interpreter.engine().workers().execute(() -> call(arguments));
        }

        private void call(JsonNode arguments) {
            String resource = task.resource().arn();
            TaskIntegration integration = Objects.requireNonNull(
                    interpreter.engine().integrations().get(task.resource().integration()));
            try {
                JsonNode result = integration.call(new TaskRequest(resource, arguments));
                interpreter.resume(() -> returned(result == null ? NullNode.getInstance() : result));
            } catch (TaskFailure e) {
                interpreter.resume(() -> failed(new Failure(e.error(), e.failureCause())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                interpreter.resume(() -> failed(new Failure(Failure.TASK_FAILED, e.toString())));
            }
        }

        private void returned(JsonNode result) {
            if (!open) {
                return;
            }
            String text = Json.write(result);
            if (Json.exceedsLimit(text)) {
                failed(Failure.tooLarge(task.resource().type()));
            } else if (task.resource().callback()) {
                write("TaskSubmitted", "taskSubmittedEventDetails", details().put("output", text));
            } else {
                succeeded(result, text);
            }
        }

        private void succeeded(JsonNode result, String text) {
            close();
            write("TaskSucceeded", "taskSucceededEventDetails", details().put("output", text));
            Scope scope = interpreter.scope(visit, context(token), result, null);
            Failure failure = interpreter.leave(visit, task.results(), scope, result, "", task.next());
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
            details.setAll(Interpreter.errorDetails(failure.error(), failure.reportedCause()));
            write(type, detailsName, details);
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
                interpreter.engine().tokens().close(token);
            }
        }

        private void expectHeartbeat(Duration within) {
            if (heartbeatTimer != null) {
                heartbeatTimer.cancel();
            }
            heartbeats++;
            long expected = heartbeats;
            heartbeatTimer = interpreter.after(within, () -> {
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
            boolean running = interpreter.resume(() -> {
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
