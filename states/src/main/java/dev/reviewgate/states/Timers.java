package dev.reviewgate.states;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things later; waits of any length block no thread. */
@FunctionalInterface
interface Timers {
    /** Runs an action once, after the delay, unless the timer is cancelled before. */
    Timer start(Duration delay, Runnable action);

    /** A timer that runs. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    static Timers on(ScheduledThreadPoolExecutor scheduler) {
        return (delay, action) -> {
            Future<?> future = scheduler.schedule(action, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        };
    }
}
