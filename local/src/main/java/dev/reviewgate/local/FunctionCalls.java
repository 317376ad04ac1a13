package dev.reviewgate.local;

import dev.reviewgate.local.lambda.InvocationResult;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.states.FunctionInvoker;
import dev.reviewgate.states.FunctionResult;
import dev.reviewgate.states.TaskFailure;

/** Calls the template's functions for the state machine. */
final class FunctionCalls implements FunctionInvoker {
    private final Lambda lambda;

    FunctionCalls(Lambda lambda) {
        this.lambda = lambda;
    }

    @Override
    public FunctionResult invoke(String functionName, byte[] payload) throws InterruptedException, TaskFailure {
        if (lambda.find(functionName) == null) {
            throw new TaskFailure("Lambda.ResourceNotFoundException", "Function not found: " + functionName);
        }
        InvocationResult result;
        try {
            result = lambda.invoke(functionName, payload);
        } catch (IllegalStateException e) {
            throw new TaskFailure("Lambda.ServiceException", String.valueOf(e.getCause()));
        }
        return new FunctionResult(200, result.payload(), result.functionError(), "$LATEST", result.requestId());
    }
}
