package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a Lambda function.
 *
 * @param functionError {@code "Unhandled"} if the function failed, and then the payload describes the failure
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are the caller's to hand over
public record FunctionResult(
        int statusCode, byte[] payload, @Nullable String functionError, String executedVersion, String requestId) {
    public FunctionResult {
        requireNonNull(payload, "payload");
        requireNonNull(executedVersion, "executedVersion");
        requireNonNull(requestId, "requestId");
    }
}
