package dev.reviewgate.states;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a failed task is tried again, and how long to wait before. */
record Retrier(
        List<String> errorEquals,
        long intervalSeconds,
        int maxAttempts,
        double backoffRate,
        @Nullable Long maxDelaySeconds,
        boolean fullJitter) {
    /**
     * Returns how long to wait.
     *
     * @param retries how often this retrier has retried already
     */
    Duration delay(int retries, RandomGenerator random) {
        double seconds = intervalSeconds * Math.pow(backoffRate, retries);
        double most = maxDelaySeconds == null ? Integer.MAX_VALUE : maxDelaySeconds;
        double bounded = Math.min(seconds, most);
        return Duration.ofMillis(Math.round(1000 * (fullJitter ? random.nextDouble() * bounded : bounded)));
    }
}
