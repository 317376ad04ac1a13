package dev.reviewgate.callback;

import java.time.Duration;

/** Lets time pass; tests let it pass at once. */
interface Pause {
    void sleep(Duration duration);

    /** Sleeps for real. */
    static void forReal(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
