package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.TaskToken;
import dev.reviewgate.core.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Tells Step Functions what was decided. The client has to make each call once: a retry that it hid would turn "accepted,
 * but the answer was lost" into "timed out", and the reviewer would be told that somebody else decided.
 */
final class StepFunctionsTasks {
    private static final Duration BEFORE_RETRY = Duration.ofMillis(300);

    /** Less than this is no time for an answer to come back in. */
    private static final Duration SHORTEST_CALL = Duration.ofMillis(300);

    private final SfnClient sfn;
    private final Pause pause;

    StepFunctionsTasks(SfnClient sfn, Pause pause) {
        this.sfn = sfn;
        this.pause = pause;
    }

    TaskAnswer answer(TaskToken token, Decision decision, @Nullable JsonNode config, Deadline deadline) {
        TaskAnswer first = call(token, decision, config, deadline);
        if (!(first instanceof TaskAnswer.Busy busy) || !deadline.leaves(BEFORE_RETRY.plus(SHORTEST_CALL))) {
            return first;
        }
        pause.sleep(BEFORE_RETRY);
        TaskAnswer second = call(token, decision, config, deadline);
        if (second instanceof TaskAnswer.Closed) {
            return new TaskAnswer.Closed(busy.maybeAccepted());
        }
        if (second instanceof TaskAnswer.Refused refused && busy.maybeAccepted()) {
            return new TaskAnswer.Busy(true, refused.why());
        }
        return second instanceof TaskAnswer.Busy again
                ? new TaskAnswer.Busy(busy.maybeAccepted() || again.maybeAccepted(), again.why())
                : second;
    }

    private TaskAnswer call(TaskToken token, Decision decision, @Nullable JsonNode config, Deadline deadline) {
        Duration limit = deadline.atLeast(SHORTEST_CALL).atMost(Clients.ANSWER);
        try {
            if (decision.decision() == Verdict.APPROVED) {
                String output = Json.write(decision.taskOutput(config));
                sfn.sendTaskSuccess(b ->
                        b.taskToken(token.value()).output(output).overrideConfiguration(o -> o.apiCallTimeout(limit)));
            } else {
                String cause = Json.write(decision.taskCause());
                sfn.sendTaskFailure(b -> b.taskToken(token.value())
                        .error(Decision.REJECTED_ERROR)
                        .cause(cause)
                        .overrideConfiguration(o -> o.apiCallTimeout(limit)));
            }
            return new TaskAnswer.Accepted();
        } catch (TaskTimedOutException | TaskDoesNotExistException e) {
            return new TaskAnswer.Closed(false);
        } catch (SfnException e) {
            return isFleeting(e)
                    ? new TaskAnswer.Busy(!e.isThrottlingException(), why(e))
                    : new TaskAnswer.Refused(why(e));
        } catch (SdkClientException e) {
            return new TaskAnswer.Busy(true, e.getClass().getSimpleName());
        }
    }

    private static boolean isFleeting(SfnException e) {
        return e.isThrottlingException() || e.statusCode() >= 500;
    }

    /** Leaves the message out: where the service finds fault with a token, it may quote it. */
    private static String why(SfnException e) {
        String code =
                e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
        return e.getClass().getSimpleName() + code + " " + e.statusCode() + " " + e.requestId();
    }
}
