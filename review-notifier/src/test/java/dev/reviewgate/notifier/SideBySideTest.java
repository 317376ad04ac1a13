package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void channelsAreUsedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);

        List<Delivery> deliveries = new SideBySide(LIMIT)
                .all(List.of(
                        new SideBySide.Work("a", () -> meet(both, "a")),
                        new SideBySide.Work("b", () -> meet(both, "b"))));

        assertThat(deliveries).containsExactly(new Delivery.Sent("a", "1"), new Delivery.Sent("b", "1"));
    }

    @Test
    void aChannelThatNeverAnswersIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);
        // The time at the start, when the fast one is waited for, and when the slow one is, for which nothing is left.
        Iterator<Long> nanoTimes = List.of(0L, 0L, LIMIT.toNanos()).iterator();

        List<Delivery> deliveries = new SideBySide(LIMIT, nanoTimes::next)
                .all(List.of(
                        new SideBySide.Work("fast", () -> new Delivery.Sent("fast", "1")),
                        new SideBySide.Work("slow", () -> waitFor(never, "slow"))));

        assertThat(deliveries.get(0).sent()).isTrue();
        assertThat(deliveries.get(1))
                .isInstanceOfSatisfying(
                        Delivery.NotSent.class, d -> assertThat(d.why()).contains("slow was not done within"));
    }

    @Test
    void aChannelThatBreaksLeavesTheOthersAlone() {
        List<Delivery> deliveries = new SideBySide(LIMIT)
                .all(List.of(
                        new SideBySide.Work("broken", () -> {
                            throw new IllegalStateException("a bug");
                        }),
                        new SideBySide.Work("whole", () -> new Delivery.Sent("whole", "1"))));

        assertThat(deliveries)
                .containsExactly(
                        new Delivery.NotSent("broken", "broken failed: java.lang.IllegalStateException: a bug"),
                        new Delivery.Sent("whole", "1"));
    }

    private static Delivery meet(CountDownLatch others, String channel) {
        others.countDown();
        return waitFor(others, channel);
    }

    private static Delivery waitFor(CountDownLatch others, String channel) {
        try {
            others.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Delivery.Sent(channel, "1");
    }
}
