package dev.reviewgate.states;

/** Calls a Lambda function for {@code lambda:invoke}. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * Calls a function and waits for its answer.
     *
     * @param functionName name or ARN, as the state machine gives it
     * @throws TaskFailure if the function cannot be called, for instance {@code Lambda.ResourceNotFoundException}
     */
    FunctionResult invoke(String functionName, byte[] payload) throws InterruptedException, TaskFailure;
}
