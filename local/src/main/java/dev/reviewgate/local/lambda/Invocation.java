package dev.reviewgate.local.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One call of a function, from the moment an instance is chosen until it has answered. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Invocation(
        String requestId,
        byte[] payload,
        CompletableFuture<Long> started,
        CompletableFuture<Outcome> outcome,
        CompletableFuture<Void> logged) {

    /** How the function's process answered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(byte[] payload, boolean failed) {}

    static Invocation of(byte[] payload) {
        return new Invocation(
                UUID.randomUUID().toString(),
                payload,
                new CompletableFuture<>(),
                new CompletableFuture<>(),
                new CompletableFuture<>());
    }
}
