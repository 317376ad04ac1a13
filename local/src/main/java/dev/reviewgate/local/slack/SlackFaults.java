package dev.reviewgate.local.slack;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Which methods fail at the moment, and how. */
final class SlackFaults {
    /** Stands for every method. */
    static final String ALL = "*";

    /** @param recovered opens when the fault is over */
    record Active(SlackFault fault, Instant since, CountDownLatch recovered) {}

    private final Clock clock;
    private final Map<String, Active> active = new ConcurrentHashMap<>();

    SlackFaults(Clock clock) {
        this.clock = clock;
    }

    void fail(String method, SlackFault fault) {
        Active old = active.put(method, new Active(fault, clock.instant(), new CountDownLatch(1)));
        if (old != null) {
            old.recovered().countDown();
        }
    }

    void recover() {
        active.values().removeIf(fault -> {
            fault.recovered().countDown();
            return true;
        });
    }

    @Nullable
    Active of(String method) {
        Active fault = active.getOrDefault(method, active.get(ALL));
        if (fault != null && fault.fault() instanceof SlackFault.RateLimited limit && left(fault, limit) <= 0) {
            return null;
        }
        return fault;
    }

    /** Returns for how many seconds, rounded up, calls are refused yet. */
    long left(Active fault, SlackFault.RateLimited limit) {
        long millis =
                clock.instant().until(fault.since().plusSeconds(limit.seconds()), java.time.temporal.ChronoUnit.MILLIS);
        return Math.floorDiv(millis + 999, 1000);
    }
}
