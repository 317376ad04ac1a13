package dev.reviewgate.states;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that passes by itself and can be moved forward: waits that are over by then end at once. */
public final class MovableTime {
    private final Clock real = Clock.systemUTC();
    private final Clock clock = new MovedClock(ZoneOffset.UTC);
    private final Set<Wait> waits = new HashSet<>();
    private volatile Duration ahead = Duration.ZERO;

    /** Returns the clock that shows this time, in UTC. */
    public Clock clock() {
        return clock;
    }

    /** Returns how far this time is ahead of the machine's. */
    public Duration ahead() {
        return ahead;
    }

    /** Moves this time forward; every wait that is over by then ends now, the one that is due first before the others. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + by);
        }
        ahead = ahead.plus(by);
        waits.stream().sorted(Comparator.comparing(wait -> wait.due)).forEach(Wait::reschedule);
    }

    Timers on(ScheduledThreadPoolExecutor scheduler) {
        return (delay, action) -> {
            synchronized (this) {
                Wait wait = new Wait(scheduler, clock.instant().plus(delay), action);
                waits.add(wait);
                return wait::cancel;
            }
        };
    }

    /** A wait that has not ended; guarded by the lock of the time that it belongs to. */
    private final class Wait {
        private final ScheduledThreadPoolExecutor scheduler;
        private final Instant due;
        private final Runnable action;
        private Future<?> scheduled;

        Wait(ScheduledThreadPoolExecutor scheduler, Instant due, Runnable action) {
            this.scheduler = scheduler;
            this.due = due;
            this.action = action;
            this.scheduled = schedule();
        }

        void reschedule() {
            scheduled.cancel(false);
            try {
                scheduled = schedule();
            } catch (RejectedExecutionException e) {
                // Its state machines are closed, and nobody waits any more.
                waits.remove(this);
            }
        }

        void cancel() {
            synchronized (MovableTime.this) {
                waits.remove(this);
                scheduled.cancel(false);
            }
        }

        private Future<?> schedule() {
            long millis = Math.max(0, Duration.between(clock.instant(), due).toMillis());
            return scheduler.schedule(this::end, millis, TimeUnit.MILLISECONDS);
        }

        private void end() {
            boolean ends;
            synchronized (MovableTime.this) {
                ends = waits.remove(this);
            }
            if (ends) {
                action.run();
            }
        }
    }

    private final class MovedClock extends Clock {
        private final ZoneId zone;

        MovedClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new MovedClock(other);
        }

        @Override
        public Instant instant() {
            return real.instant().plus(ahead);
        }
    }
}
