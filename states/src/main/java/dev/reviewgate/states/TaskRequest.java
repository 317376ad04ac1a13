package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** One call of the resource of the Task state {@code stateName}, with its arguments evaluated. */
public record TaskRequest(String stateName, String resource, JsonNode arguments) {
    public TaskRequest {
        requireNonNull(stateName, "stateName");
        requireNonNull(resource, "resource");
        requireNonNull(arguments, "arguments");
    }

    /** Leaves the arguments out: they may hold a task token. */
    @Override
    public String toString() {
        return "TaskRequest[" + stateName + ", " + resource + "]";
    }
}
