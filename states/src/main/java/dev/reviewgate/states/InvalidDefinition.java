package dev.reviewgate.states;

/** A state machine definition that is wrong or uses what is not supported; the message names the state and the field. */
public final class InvalidDefinition extends StepFunctionsException {
    public InvalidDefinition(String message) {
        super("InvalidDefinition", message);
    }
}
