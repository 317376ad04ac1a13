package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** The AWS JSON 1.0 protocol of Step Functions over a {@link StepFunctions}; whoever uses it brings the HTTP server. */
@SuppressWarnings("DoNotCallSuggester")
public final class StepFunctionsApi {
    private final StepFunctions stepFunctions;

    public StepFunctionsApi(StepFunctions stepFunctions) {
        this.stepFunctions = requireNonNull(stepFunctions, "stepFunctions");
    }

    /**
     * Answers one request.
     *
     * @param target the header {@code X-Amz-Target}, for instance {@code AWSStepFunctions.StartExecution}
     */
    public Response handle(String target, byte[] body) {
        throw new UnsupportedOperationException(target + body.length + (stepFunctions == null));
    }

    /** An HTTP response. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go straight to a socket
    public record Response(int status, Map<String, String> headers, byte[] body) {
        public Response {
            headers = Map.copyOf(headers);
            requireNonNull(body, "body");
        }
    }
}
