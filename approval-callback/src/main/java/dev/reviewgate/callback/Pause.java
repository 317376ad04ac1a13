package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.time.Duration;

/** Lets time pass; tests let it pass at once. */
interface Pause {
    void sleep(Duration duration);

    /** Returns how long a thread waits for an answer that is needed by a deadline. */
    default Duration until(Deadline deadline) {
        return deadline.left();
    }

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
