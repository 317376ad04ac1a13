package dev.reviewgate.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Until when somebody has to have their answer, so that calls in a row share one limit instead of adding theirs up: each is
 * given what is left.
 */
public final class Deadline {
    private final Clock clock;
    private final Instant end;

    private Deadline(Clock clock, Instant end) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.end = Objects.requireNonNull(end, "end");
    }

    /** Ends this long from now. */
    public static Deadline in(Duration patience, Clock clock) {
        return new Deadline(clock, clock.instant().plus(patience));
    }

    /** Returns a deadline that leaves time for what has to come after. */
    public Deadline leaving(Duration forLater) {
        return new Deadline(clock, end.minus(forLater));
    }

    /** Returns a deadline by which at least this much time is left, for what must be tried even if it is late. */
    public Deadline atLeast(Duration needed) {
        Instant late = clock.instant().plus(needed);
        return late.isAfter(end) ? new Deadline(clock, late) : this;
    }

    /** Returns a deadline after this much time, or this one if that is earlier. */
    public Deadline within(Duration patience) {
        Instant sooner = clock.instant().plus(patience);
        return sooner.isBefore(end) ? new Deadline(clock, sooner) : this;
    }

    /** Returns what is left, and no less than nothing. */
    public Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean leaves(Duration needed) {
        return left().compareTo(needed) >= 0;
    }

    public boolean isOver() {
        return left().isZero();
    }

    /** Returns the shorter of what is left and of what is usual. */
    public Duration atMost(Duration usual) {
        Duration left = left();
        return left.compareTo(usual) < 0 ? left : usual;
    }
}
