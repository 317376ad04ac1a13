package dev.reviewgate.states;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Time that passes only when a test says so, and workers that run on the test's own thread. */
final class VirtualTime extends Clock implements Timers, Executor {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparing(Alarm::order));
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    private long order;

    private record Alarm(Instant due, long order, Runnable action) {}

    StepFunctions.Builder engine() {
        return StepFunctions.builder().clock(this).timers(this).workers(this);
    }

    /** Does everything that can be done now. */
    void settle() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    /** Lets time pass; may be called by work that takes that long. */
    void advance(Duration by) {
        Instant until = now.plus(by);
        settle();
        while (!alarms.isEmpty() && !alarms.peek().due().isAfter(until)) {
            ring();
        }
        now = until;
    }

    /** Lets time pass until something is so; fails if nothing is left that could bring it about. */
    void until(BooleanSupplier condition) {
        settle();
        while (!condition.getAsBoolean()) {
            if (alarms.isEmpty()) {
                throw new AssertionError("Nothing is waiting any more, and yet it is not so");
            }
            ring();
        }
    }

    boolean hasAlarms() {
        return !alarms.isEmpty();
    }

    private void ring() {
        Alarm alarm = alarms.remove();
        if (alarm.due().isAfter(now)) {
            now = alarm.due();
        }
        alarm.action().run();
        settle();
    }

    @Override
    public Timer start(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, action);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public void execute(Runnable command) {
        work.add(command);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
