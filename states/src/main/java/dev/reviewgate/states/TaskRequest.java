package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** One call of a Task's resource, with its arguments evaluated. */
public record TaskRequest(String resource, JsonNode arguments) {
    public TaskRequest {
        requireNonNull(resource, "resource");
        requireNonNull(arguments, "arguments");
    }

    /** Leaves the arguments out: they may hold a task token. */
    @Override
    public String toString() {
        return "TaskRequest[" + resource + "]";
    }
}
