package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a state failed, and the names under which Retry and Catch find it.
 *
 * @param alias a second name that matches too, though it is reported under the first
 */
record Failure(
        @Nullable String error,
        @Nullable String cause,
        @Nullable String alias) {
    static final String ALL = "States.ALL";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String ITEM_READER_FAILED = "States.ItemReaderFailed";
    static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    static final String RUNTIME = "States.Runtime";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";

    private static final Set<String> NOT_TASK_FAILED = Set.of(TIMEOUT, RUNTIME);

    Failure(@Nullable String error, @Nullable String cause) {
        this(error, cause, null);
    }

    /** AWS reports a timeout without a cause, and shows the catcher an empty one. */
    static Failure timeout() {
        return new Failure(TIMEOUT, "");
    }

    /** AWS reports a missed heartbeat as a timeout; its documentation has it caught under its own name. */
    static Failure missedHeartbeat() {
        return new Failure(TIMEOUT, "", HEARTBEAT_TIMEOUT);
    }

    static Failure tooLarge(String what) {
        return new Failure(
                DATA_LIMIT_EXCEEDED,
                "The state/task '" + what
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    boolean matches(List<String> errorEquals) {
        return errorEquals.stream().anyMatch(this::matches);
    }

    private boolean matches(String name) {
        requireNonNull(name, "name");
        return switch (name) {
            // Its documentation has States.DataLimitExceeded escape it, too; recorded executions show that it is
            // caught.
            case ALL -> !RUNTIME.equals(error);
            case TASK_FAILED -> !NOT_TASK_FAILED.contains(error == null ? "" : error);
            default -> name.equals(error) || name.equals(alias);
        };
    }

    /** The value of {@code $states.errorOutput}. */
    ObjectNode toErrorOutput() {
        ObjectNode output = Json.object();
        output.put("Error", error);
        output.put("Cause", cause);
        return output;
    }

    /** The error and the cause as history events show them. */
    ObjectNode toDetails() {
        return Interpreter.errorDetails(error, reportedCause());
    }

    /** The cause as history events and descriptions show it. */
    @Nullable
    String reportedCause() {
        return cause == null || cause.isEmpty() ? null : cause;
    }
}
