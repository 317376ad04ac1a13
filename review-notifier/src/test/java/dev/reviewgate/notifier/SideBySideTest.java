package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void channelsAreUsedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);

        List<Delivery> deliveries = new SideBySide(Duration.ofSeconds(20))
                .all(List.of(
                        new SideBySide.Work("a", () -> meet(both, "a")),
                        new SideBySide.Work("b", () -> meet(both, "b"))));

        assertThat(deliveries).containsExactly(new Delivery.Sent("a", "1"), new Delivery.Sent("b", "1"));
    }

    @Test
    void aChannelThatNeverAnswersIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);

        List<Delivery> deliveries = new SideBySide(Duration.ofMillis(200))
                .all(List.of(
                        new SideBySide.Work("slow", () -> waitFor(never, "slow")),
                        new SideBySide.Work("fast", () -> new Delivery.Sent("fast", "1"))));

        assertThat(deliveries.get(0))
                .isInstanceOfSatisfying(
                        Delivery.NotSent.class, d -> assertThat(d.why()).contains("slow was not done within"));
        assertThat(deliveries.get(1).sent()).isTrue();
    }

    @Test
    void aChannelThatBreaksLeavesTheOthersAlone() {
        List<Delivery> deliveries = new SideBySide(Duration.ofSeconds(20))
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
