package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT59S, 59 s",
        "PT1M59S, 1 min",
        "PT59M59S, 59 min",
        "PT1H, 1 h",
        "PT1H29S, 1 h",
        "PT23H59M59S, 24 h",
        "PT23H59M, 23 h 59 min",
        "PT47H59M, 47 h 59 min",
        "PT47H59M58S, 2 days",
        "P2D, 2 days",
        "P2DT3H4M, 2 days 3 h"
    })
    void aLengthOfTimeIsSaidInItsTwoLargestUnits(Duration duration, String said) {
        assertThat(Durations.words(duration)).isEqualTo(said);
    }
}
