package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A clock that a test sets, and on which a pause takes no time but passes it; actions may happen on the way. */
final class TestClock extends Clock implements Pause {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(1);

    private Instant now;
    private BooleanSupplier awaited = () -> true;
    private Duration slept = Duration.ZERO;
    private Deadline awaitedLast;
    private final List<Runnable> whileSleeping = new ArrayList<>();

    TestClock(Instant now) {
        this.now = now;
        awaitedLast = Deadline.in(Duration.ZERO, this);
    }

    synchronized void set(Instant instant) {
        now = instant;
    }

    /** Runs once at the next pause. */
    synchronized void atNextPause(Runnable action) {
        whileSleeping.add(action);
    }

    /**
     * From now on a pause lasts until this is so. All threads have this one clock: without it, those who wait would let the
     * time of those whom they wait for run out.
     */
    synchronized void pauseUntil(BooleanSupplier condition) {
        awaited = condition;
    }

    synchronized Duration slept() {
        return slept;
    }

    /** Threads wait in real time, which ends only a test that would never end: what a deadline leaves, the test passes. */
    @Override
    public synchronized Duration until(Deadline deadline) {
        awaitedLast = deadline;
        return deadline.isOver() ? Duration.ZERO : LONGEST_WAIT;
    }

    /** Passes the time until the deadline of whoever began to wait last. */
    synchronized void runOut() {
        now = now.plus(awaitedLast.left());
    }

    @Override
    public void sleep(Duration duration) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        BooleanSupplier condition = awaited();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        pass(duration);
    }

    private synchronized BooleanSupplier awaited() {
        return awaited;
    }

    private synchronized void pass(Duration duration) {
        now = now.plus(duration);
        slept = slept.plus(duration);
        List<Runnable> actions = List.copyOf(whileSleeping);
        whileSleeping.clear();
        actions.forEach(Runnable::run);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
