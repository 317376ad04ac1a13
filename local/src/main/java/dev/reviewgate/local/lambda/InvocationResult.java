package dev.reviewgate.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * What a caller of a function gets.
 *
 * @param functionError {@code Unhandled} if the function failed; the payload then describes the failure
 * @param logTail the last 4 KB of the invocation's log
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go straight to the caller
public record InvocationResult(byte[] payload, @Nullable String functionError, String requestId, String logTail) {}
