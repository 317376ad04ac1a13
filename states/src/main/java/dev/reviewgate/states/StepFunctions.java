package dev.reviewgate.states;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** State machines, their executions and the tasks they wait for, as AWS Step Functions has them, in this process. */
@SuppressWarnings("DoNotCallSuggester")
public final class StepFunctions implements AutoCloseable {
    private StepFunctions() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Creates a state machine, or finds the one of that name with the same definition, and returns its ARN. */
    public String createStateMachine(String name, String definition) {
        throw new UnsupportedOperationException();
    }

    public List<StateMachineDescription> stateMachines() {
        throw new UnsupportedOperationException();
    }

    public StateMachineDescription describeStateMachine(String stateMachineArn) {
        throw new UnsupportedOperationException();
    }

    /** Starts an execution and returns its ARN; a name is made up and the input is <code>{}</code> where none is given. */
    public String startExecution(String stateMachineArn, @Nullable String name, @Nullable String input) {
        throw new UnsupportedOperationException();
    }

    public ExecutionDescription describeExecution(String executionArn) {
        throw new UnsupportedOperationException();
    }

    /** Returns the state machine's executions, latest first. */
    public List<ExecutionDescription> executions(String stateMachineArn) {
        throw new UnsupportedOperationException();
    }

    /** Aborts an execution that is running; one that is over stays as it is. */
    public ExecutionDescription stopExecution(String executionArn, @Nullable String error, @Nullable String cause) {
        throw new UnsupportedOperationException();
    }

    /** Returns an execution's history as far as it got, task tokens included, as AWS does. */
    public List<HistoryEvent> history(String executionArn) {
        throw new UnsupportedOperationException();
    }

    /** Returns an execution's history with every task token replaced: the one to show to people. */
    public List<HistoryEvent> redactedHistory(String executionArn) {
        throw new UnsupportedOperationException();
    }

    public void sendTaskSuccess(String taskToken, String output) {
        throw new UnsupportedOperationException();
    }

    public void sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause) {
        throw new UnsupportedOperationException();
    }

    public void sendTaskHeartbeat(String taskToken) {
        throw new UnsupportedOperationException();
    }

    /** Returns the end of an execution, however it ends; cancelling the future does not touch the execution. */
    public CompletableFuture<ExecutionDescription> end(String executionArn) {
        throw new UnsupportedOperationException();
    }

    /** Stops all timers and workers; running executions stay where they are. */
    @Override
    public void close() {}

    /** What an engine is made of. */
    public static final class Builder {
        private Builder() {}

        /** Twelve digits; {@code 000000000000} unless set. */
        public Builder accountId(String accountId) {
            return this;
        }

        /** {@code us-east-1} unless set. */
        public Builder region(String region) {
            return this;
        }

        public Builder clock(Clock clock) {
            return this;
        }

        /** Answers {@code resource}, for instance {@code arn:aws:states:::aws-sdk:s3:copyObject}; a definition may use only what is answered. */
        public Builder integration(String resource, TaskIntegration integration) {
            return this;
        }

        /** Answers {@code lambda:invoke} and {@code lambda:invoke.waitForTaskToken}. */
        public Builder functions(FunctionInvoker functions) {
            return this;
        }

        /** Is told every history event of every execution, task tokens replaced. */
        public Builder listener(HistoryListener listener) {
            return this;
        }

        public StepFunctions build() {
            return new StepFunctions();
        }
    }
}
