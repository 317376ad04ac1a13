package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerGeneratorTest {
    @Test
    void sameSeedGivesTheSameBytesOnEveryPlatform() throws Exception {
        var bytes = ScreenedCsv.generate(5_000, 42, 0.08);

        var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);

        assertThat(HexFormat.of().formatHex(sha256))
                .isEqualTo("b64273f47b72d0a1a6c72904e27e9f7a2525e22cda347256e6a2a652c5332c4a");
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(ScreenedCsv.generate(100, 1, 0.08)).isNotEqualTo(ScreenedCsv.generate(100, 2, 0.08));
    }

    @Test
    void rowsDoNotDependOnHowManyThereAre() {
        var few = text(ScreenedCsv.generate(640, 3, 0.3));
        var many = text(ScreenedCsv.generate(6_400, 3, 0.3));

        assertThat(many).startsWith(few);
    }

    @Test
    void datasetHasAHeaderUnicodeNamesAndQuotedFields() {
        var csv = text(ScreenedCsv.generate(2_000, 5, 0));
        var records = ScreenedCsv.records(csv);

        assertThat(records)
                .hasSize(2_001)
                .allSatisfy(record -> assertThat(record).hasSize(9));
        assertThat(records.get(0)).isEqualTo(Customers.COLUMNS);
        assertThat(records.get(1).get(0)).isEqualTo("C00000001");
        assertThat(csv).contains("\"Müller, ").contains(" \"\"").contains("田中");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MAX_VALUE, Long.MIN_VALUE, 20_261_122})
    void hardlyARowOfACleanDatasetIsFlagged(long seed) {
        var screened = ScreenedCsv.of(ScreenedCsv.generate(20_000, seed, 0));

        assertThat(screened.report().anomalyShare()).isLessThan(0.005);
    }

    @ParameterizedTest
    @CsvSource({"0.08, 0.07, 0.09", "0.01, 0.005, 0.017", "0.3, 0.28, 0.32", "0.5, 0.47, 0.53"})
    void flaggedShareIsAboutTheRateThatWasAskedFor(double rate, double atLeast, double atMost) {
        var screened = ScreenedCsv.of(ScreenedCsv.generate(20_000, 42, rate));

        assertThat(screened.report().anomalyShare()).isBetween(atLeast, atMost);
    }

    @ParameterizedTest
    @CsvSource({"42, 0.08", "7, 0.01", "1, 0.3", "2, 0.5", "-3, 0.08"})
    void everyKindOfAccidentIsFound(long seed, double rate) {
        var rows = 20_000;
        var generator = new CustomerGenerator(new DatasetRequest.Generate(rows, seed, rate));

        var flagged = ScreenedCsv.of(ScreenedCsv.generate(rows, seed, rate)).reasons();

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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
