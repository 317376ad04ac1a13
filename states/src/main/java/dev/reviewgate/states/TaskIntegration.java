package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;

/** What the {@code Resource} of a Task state does; it is called on a worker thread, which is interrupted if the task is over before it returns. */
@FunctionalInterface
public interface TaskIntegration {
    /** Returns the task's result. */
    JsonNode call(TaskRequest request) throws TaskFailure, InterruptedException;
}
