package dev.reviewgate.states;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a distributed Map as it stood when it was asked for.
 *
 * @param stateMachineArn the state machine of the children, which is in no list
 * @param stateName the Map state
 * @param maxConcurrency 0 for as much as possible
 */
public record MapRunDescription(
        String mapRunArn,
        String executionArn,
        String stateMachineArn,
        String stateName,
        Status status,
        Instant startDate,
        @Nullable Instant stopDate,
        int maxConcurrency,
        long toleratedFailureCount,
        double toleratedFailurePercentage,
        Counts executionCounts,
        Counts itemCounts) {

    /** Where a Map Run stands. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        ABORTED
    }

    /** How many children, or items of children, stand where. */
    public record Counts(
            long pending,
            long running,
            long succeeded,
            long failed,
            long timedOut,
            long aborted,
            long total,
            long resultsWritten) {
        Counts() {
            this(0, 0, 0, 0, 0, 0, 0, 0);
        }

        Counts plus(ExecutionStatus status, long more) {
            return switch (status) {
                case RUNNING -> new Counts(0, running + more, succeeded, failed, timedOut, aborted, 0, 0);
                case SUCCEEDED -> new Counts(0, running, succeeded + more, failed, timedOut, aborted, 0, 0);
                case FAILED -> new Counts(0, running, succeeded, failed + more, timedOut, aborted, 0, 0);
                case TIMED_OUT -> new Counts(0, running, succeeded, failed, timedOut + more, aborted, 0, 0);
                case ABORTED -> new Counts(0, running, succeeded, failed, timedOut, aborted + more, 0, 0);
            };
        }

        Counts of(long all, boolean written) {
            long begun = running + succeeded + failed + timedOut + aborted;
            return new Counts(
                    Math.max(0, all - begun),
                    running,
                    succeeded,
                    failed,
                    timedOut,
                    aborted,
                    Math.max(all, begun),
                    written ? succeeded + failed + timedOut : 0);
        }
    }
}
