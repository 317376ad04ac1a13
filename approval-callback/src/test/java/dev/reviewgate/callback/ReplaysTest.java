package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.core.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private final TestClock clock = new TestClock(Samples.NOW);
    private final Replays replays = new Replays(clock);

    @Test
    void aSignatureIsNewOnce() {
        assertThat(replays.isReplay("v0=1")).isFalse();
        assertThat(replays.isReplay("v0=2")).isFalse();
        assertThat(replays.isReplay("v0=1")).isTrue();
        assertThat(replays.isReplay("v0=1")).isTrue();
    }

    @Test
    void itIsRememberedForAsLongAsItCouldBeGood() {
        replays.isReplay("v0=1");

        clock.sleep(Replays.GOOD_FOR);
        assertThat(replays.isReplay("v0=1")).isTrue();

        clock.sleep(Duration.ofSeconds(1));
        assertThat(replays.isReplay("v0=1")).isFalse();
    }

    @Test
    void aFloodMakesItForgetTheOldestAndNothingElse() {
        for (int i = 0; i <= Replays.MOST; i++) {
            assertThat(replays.isReplay("v0=" + i)).isFalse();
        }

        assertThat(replays.isReplay("v0=" + Replays.MOST)).isTrue();
        assertThat(replays.isReplay("v0=2")).isTrue();
        assertThat(replays.isReplay("v0=0")).isFalse();
    }
}
