package dev.reviewgate.states;

/** Where an execution stands. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    public boolean isFinal() {
        return this != RUNNING;
    }
}
