package dev.reviewgate.states;

/** A request that Step Functions refuses, under the error code of its API. */
public sealed class StepFunctionsException extends RuntimeException permits InvalidDefinition {
    private final String code;

    public StepFunctionsException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns the API's error code, for instance {@code ExecutionDoesNotExist} or {@code TaskTimedOut}. */
    public String code() {
        return code;
    }
}
