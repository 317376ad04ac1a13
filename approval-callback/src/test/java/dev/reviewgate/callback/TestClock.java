package dev.reviewgate.callback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that a test sets, and on which a pause takes no time but passes it; actions may happen on the way. */
final class TestClock extends Clock implements Pause {
    private Instant now;
    private Duration slept = Duration.ZERO;
    private final List<Runnable> whileSleeping = new ArrayList<>();

    TestClock(Instant now) {
        this.now = now;
    }

    synchronized void set(Instant instant) {
        now = instant;
    }

    /** Runs once at the next pause. */
    synchronized void atNextPause(Runnable action) {
        whileSleeping.add(action);
    }

    synchronized Duration slept() {
        return slept;
    }

    @Override
    public synchronized void sleep(Duration duration) {
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
