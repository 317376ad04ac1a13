package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One stay of an execution in a state.
 *
 * @param enteredId the event that says that it was entered
 * @param previousId the event that this one follows from
 */
record Visit(State state, JsonNode input, long enteredId, long previousId, Instant enteredTime) {
    /** Puts before a message where it happened, as AWS does. */
    String explain(String reason) {
        return "An error occurred while executing the state '" + state.name() + "' (entered at the event id #"
                + enteredId + "). " + reason;
    }
}
