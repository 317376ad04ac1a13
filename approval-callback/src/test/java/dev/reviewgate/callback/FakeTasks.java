package dev.reviewgate.callback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Step Functions as far as it takes decisions: each token is taken once, and a test may make any call fail. */
final class FakeTasks implements SfnClient {
    private final Set<String> waiting = new HashSet<>();
    private final List<String> accepted = new ArrayList<>();
    private final Deque<Runnable> before = new ArrayDeque<>();
    private final Deque<Runnable> after = new ArrayDeque<>();
    private int calls;

    synchronized void waitFor(String token) {
        waiting.add(token);
    }

    synchronized void stopWaiting() {
        waiting.clear();
    }

    /** Runs once before the next call that has nothing else queued; it may throw, and then the call does not arrive. */
    synchronized void beforeNext(Runnable action) {
        before.add(action);
    }

    /** Runs once after the next call was carried out; it may throw, and then its answer is lost. */
    synchronized void afterNext(Runnable action) {
        after.add(action);
    }

    /** Returns {@code "SUCCESS output"} or {@code "FAILURE error cause"} for each decision that was taken. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    synchronized int calls() {
        return calls;
    }

    static SfnException failure(int status, String code) {
        return (SfnException) SfnException.builder()
                .statusCode(status)
                .message("Step Functions answers " + code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        take(request.taskToken(), "SUCCESS " + request.output());
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        take(request.taskToken(), "FAILURE " + request.error() + " " + request.cause());
        return SendTaskFailureResponse.builder().build();
    }

    private synchronized void take(String token, String decision) {
        calls++;
        run(before);
        if (!waiting.remove(token)) {
            throw TaskTimedOutException.builder()
                    .statusCode(400)
                    .message("Task Timed Out: 'Provided task does not exist anymore'")
                    .build();
        }
        accepted.add(decision);
        run(after);
    }

    private static void run(Deque<Runnable> actions) {
        Runnable action = actions.poll();
        if (action != null) {
            action.run();
        }
    }

    @Override
    public String serviceName() {
        return "sfn";
    }

    @Override
    public void close() {}
}
