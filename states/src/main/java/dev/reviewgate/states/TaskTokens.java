package dev.reviewgate.states;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The task tokens that were given out. */
final class TaskTokens {
    /** Makes a token that was garbled on its way distinguishable from one that nobody knows. */
    private static final int CHECKSUM_BYTES = 4;

    private static final int SECRET_BYTES = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Callback> callbacks = new ConcurrentHashMap<>();

    /** A task that waits for its token. */
    interface Callback {
        void succeed(String output);

        void fail(@Nullable String error, @Nullable String cause);

        void heartbeat();
    }

    /** Gives out a token for a task; like those of AWS it is long, opaque and not safe in a URL as it is. */
    String issue(Callback callback) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] bytes = ByteBuffer.allocate(SECRET_BYTES + CHECKSUM_BYTES)
                .put(secret)
                .putInt(checksum(secret))
                .array();
        String token = Base64.getEncoder().encodeToString(bytes);
        callbacks.put(token, callback);
        return token;
    }

    /** Forgets what a token was for; it stays known as one whose task is over. */
    void close(String token) {
        callbacks.replace(token, Closed.CLOSED);
    }

    /** Returns the task that a token is for. */
    Callback find(String token) {
        Callback callback = callbacks.get(token);
        if (callback != null) {
            return callback;
        }
        if (isWellFormed(token)) {
            throw new StepFunctionsException("TaskDoesNotExist", "Task does not exist");
        }
        throw new StepFunctionsException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static StepFunctionsException timedOut() {
        return new StepFunctionsException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    private static boolean isWellFormed(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length != SECRET_BYTES + CHECKSUM_BYTES) {
            return false;
        }
        byte[] secret = new byte[SECRET_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).get(secret);
        return buffer.getInt() == checksum(secret);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private enum Closed implements Callback {
        CLOSED;

        @Override
        public void succeed(String output) {
            throw timedOut();
        }

        @Override
        public void fail(@Nullable String error, @Nullable String cause) {
            throw timedOut();
        }

        @Override
        public void heartbeat() {
            throw timedOut();
        }
    }
}
