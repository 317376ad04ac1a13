package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;

/** What the {@code Resource} of a Task state does; it is called on a worker thread, which is interrupted only when the engine closes: as on AWS, a call goes on after its task timed out. */
@FunctionalInterface
public interface TaskIntegration {
    /** Returns the task's result. */
    JsonNode call(TaskRequest request) throws TaskFailure, InterruptedException;
}
