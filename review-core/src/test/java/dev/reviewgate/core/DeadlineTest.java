package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    private static final Deadline IN_TWO_SECONDS = Deadline.in(Duration.ofSeconds(2), CLOCK);

    @Test
    void whatIsLeftIsNeverLessThanNothing() {
        assertThat(IN_TWO_SECONDS.left()).isEqualTo(Duration.ofSeconds(2));
        assertThat(IN_TWO_SECONDS.isOver()).isFalse();

        Deadline over = IN_TWO_SECONDS.leaving(Duration.ofSeconds(3));
        assertThat(over.left()).isZero();
        assertThat(over.isOver()).isTrue();
    }

    @Test
    void aShareOfItEndsSoonerAndNeverLater() {
        assertThat(IN_TWO_SECONDS.within(Duration.ofSeconds(1)).left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(IN_TWO_SECONDS.within(Duration.ofSeconds(9)).left()).isEqualTo(Duration.ofSeconds(2));
        assertThat(IN_TWO_SECONDS.atMost(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(IN_TWO_SECONDS.atMost(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatMustBeTriedIsGivenItsTimeAllTheSame() {
        assertThat(IN_TWO_SECONDS.atLeast(Duration.ofSeconds(1)).left()).isEqualTo(Duration.ofSeconds(2));
        assertThat(IN_TWO_SECONDS.atLeast(Duration.ofSeconds(3)).left()).isEqualTo(Duration.ofSeconds(3));
        assertThat(IN_TWO_SECONDS.leaves(Duration.ofSeconds(2))).isTrue();
        assertThat(IN_TWO_SECONDS.leaves(Duration.ofSeconds(3))).isFalse();
    }
}
