package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT59S, 59 s",
        "PT1M59S, 1 min",
        "PT1H, 1 h",
        "PT23H59M, 23 h 59 min",
        "P1D, 1 d",
        "P2DT3H4M, 2 d 3 h"
    })
    void aLengthOfTimeIsSaidInItsTwoLargestUnits(Duration duration, String said) {
        assertThat(Messages.duration(duration)).isEqualTo(said);
    }
}
