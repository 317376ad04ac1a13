package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Plays tasks of a state machine: what it answers is the task's result, and nothing is called or waited for. */
public interface TaskPlayer {
    /** Leaves every task to what it calls. */
    TaskPlayer NONE = new TaskPlayer() {
        @Override
        public boolean plays(String stateName, String resource) {
            return false;
        }

        @Override
        public Optional<JsonNode> play(TaskRequest request) {
            return Optional.empty();
        }
    };

    /** Returns whether it plays every call of a state; only then the state's resource may be one that nothing else answers. */
    boolean plays(String stateName, String resource);

    /** Returns the result of a task, or nothing if the task has to do what it says. */
    Optional<JsonNode> play(TaskRequest request) throws TaskFailure;
}
