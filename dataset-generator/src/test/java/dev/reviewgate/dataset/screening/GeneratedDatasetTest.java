package dev.reviewgate.dataset.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.dataset.synthetic.Anomaly;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.util.EnumMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the screening finds what the generator injected. */
class GeneratedDatasetTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MAX_VALUE, Long.MIN_VALUE, 20_261_122})
    void hardlyARowOfACleanDatasetIsFlagged(long seed) {
        var screened = ScreenedFile.of(ScreenedFile.generate(20_000, seed, 0));

        assertThat(screened.report().anomalyShare()).isLessThan(0.005);
    }

    @ParameterizedTest
    @CsvSource({"0.08, 0.07, 0.09", "0.01, 0.005, 0.017", "0.3, 0.28, 0.32", "0.5, 0.36, 0.53"})
    void flaggedShareIsAboutTheRateThatWasAskedFor(double rate, double atLeast, double atMost) {
        var screened = ScreenedFile.of(ScreenedFile.generate(20_000, 42, rate));

        assertThat(screened.report().anomalyShare()).isBetween(atLeast, atMost);
    }

    /** Not at a rate of 0.5: there heights in another unit are over 6 % of all, which is a group of its own and no outlier. */
    @ParameterizedTest
    @CsvSource({"42, 0.08", "7, 0.01", "1, 0.3", "-3, 0.08"})
    void everyKindOfAccidentIsFound(long seed, double rate) {
        var rows = 20_000;
        var generator = new CustomerGenerator(new CustomerRequest(rows, seed, rate));

        var flagged = ScreenedFile.of(ScreenedFile.generate(rows, seed, rate)).reasons();

        var missed = new EnumMap<Anomaly, Long>(Anomaly.class);
        var injected = new EnumMap<Anomaly, Long>(Anomaly.class);
        LongStream.range(0, rows)
                .forEach(row -> generator.anomaly(row).ifPresent(anomaly -> {
                    injected.merge(anomaly, 1L, Long::sum);
                    if (!flagged.containsKey(row + 1)) {
                        missed.merge(anomaly, 1L, Long::sum);
                    }
                }));
        assertThat(injected).containsOnlyKeys(Anomaly.values());
        assertThat(missed).isEmpty();
        var wronglyFlagged = flagged.keySet().stream()
                .filter(row -> generator.anomaly(row - 1).isEmpty())
                .count();
        assertThat((double) wronglyFlagged / rows).isLessThan(0.005);
    }
}
