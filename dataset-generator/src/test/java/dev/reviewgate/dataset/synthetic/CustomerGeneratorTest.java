package dev.reviewgate.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerGeneratorTest {
    @Test
    void sameSeedGivesTheSameBytesOnEveryPlatform() throws Exception {
        var bytes = generate(new CustomerRequest(5_000, 42, 0.08), 1);

        var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);

        assertThat(HexFormat.of().formatHex(sha256))
                .isEqualTo("b64273f47b72d0a1a6c72904e27e9f7a2525e22cda347256e6a2a652c5332c4a");
    }

    @Property(tries = 200)
    void writesWhatThePlainGeneratorWrites(
            @ForAll long seed,
            @ForAll @LongRange(max = 300) long rows,
            @ForAll @DoubleRange(max = 1) double anomalyRate) {
        var request = new CustomerRequest(rows, seed, anomalyRate);

        assertThat(text(generate(request, 1))).isEqualTo(plain(request));
    }

    @Property(tries = 5)
    void writesWhatThePlainGeneratorWritesInBlocksToo(
            @ForAll long seed,
            @ForAll @LongRange(min = 2_000, max = 30_000) long rows,
            @ForAll @DoubleRange(max = 0.5) double anomalyRate,
            @ForAll @IntRange(min = 1, max = 3) int threads) {
        var request = new CustomerRequest(rows, seed, anomalyRate);

        assertThat(text(generate(request, threads)).equals(plain(request))).isTrue();
    }

    /** Enough rows for each name in each style, each date, and all but the rarest numbers. */
    @Example
    void writesEveryNameAndDateAsThePlainGeneratorDoes() {
        var request = new CustomerRequest(400_000, 20_261_122, 0.02);

        assertThat(text(generate(request, 1)).equals(plain(request))).isTrue();
    }

    @Property(tries = 100)
    void namesTheAccidentThatThePlainGeneratorMakes(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 300) long rows,
            @ForAll @DoubleRange(max = 1) double anomalyRate) {
        var request = new CustomerRequest(rows, seed, anomalyRate);
        var generator = new CustomerGenerator(request);
        var plain = new PlainGenerator(request);

        for (var row = 0L; row < rows; row++) {
            assertThat(generator.anomaly(row)).isEqualTo(plain.anomaly(row));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 9_998, 9_999, 99_999_998, 99_999_999, 100_000_000, 9_999_999_999L})
    void identifiersOfEveryLengthAreTheRowNumber(long row) {
        var buffer = new byte[Customers.MAX_ROW_BYTES];

        var end = Customers.putField(Customers.CUSTOMER_ID, buffer, 0, row, 0);

        assertThat(new String(buffer, 0, end, StandardCharsets.UTF_8)).isEqualTo("C%08d".formatted(row + 1));
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(generate(new CustomerRequest(100, 1, 0.08), 1))
                .isNotEqualTo(generate(new CustomerRequest(100, 2, 0.08), 1));
    }

    @Test
    void rowsDoNotDependOnHowManyThereAre() {
        var few = text(generate(new CustomerRequest(640, 3, 0.3), 1));
        var many = text(generate(new CustomerRequest(6_400, 3, 0.3), 1));

        assertThat(many).startsWith(few);
    }

    @Test
    void datasetHasAHeaderUnicodeNamesAndQuotedFields() throws Exception {
        var csv = text(generate(new CustomerRequest(2_000, 5, 0), 1));

        try (var reader = CsvReader.builder().ofCsvRecord(csv)) {
            var records = reader.stream().toList();

            assertThat(records)
                    .hasSize(2_001)
                    .allSatisfy(record -> assertThat(record.getFieldCount()).isEqualTo(9));
            assertThat(records.get(0).getFields()).isEqualTo(CustomerGenerator.COLUMNS);
            assertThat(records.get(1).getField(0)).isEqualTo("C00000001");
            assertThat(csv).contains("\"Müller, ").contains(" \"\"").contains("田中");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void failureToWriteReachesTheCaller(int threads) {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> new CustomerGenerator(new CustomerRequest(10_000, 1, 0)).writeTo(full, threads))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void interruptedCallerGetsEveryRowAndStaysInterrupted() throws Exception {
        var request = new CustomerRequest(10_000, 1, 0);
        var bytes = new ByteArrayOutputStream();

        Thread.currentThread().interrupt();
        new CustomerGenerator(request).writeTo(bytes, 2);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(text(bytes.toByteArray()).equals(plain(request))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void rateThatIsNoShareIsRefused(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CustomerRequest(1, 1, rate))
                .withMessageContaining("anomalyRate");
    }

    @Test
    void negativeNumberOfRowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CustomerRequest(-1, 1, 0))
                .withMessageContaining("rows");
    }

    private static byte[] generate(CustomerRequest request, int threads) {
        var out = new ByteArrayOutputStream();
        try {
            new CustomerGenerator(request).writeTo(out, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String plain(CustomerRequest request) {
        var out = new ByteArrayOutputStream();
        try {
            new PlainGenerator(request).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(out.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
