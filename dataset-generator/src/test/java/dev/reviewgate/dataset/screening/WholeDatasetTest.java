package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The clean and the flagged rows together are the dataset, byte for byte. */
class WholeDatasetTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Property(tries = 200)
    void csvIsKeptByteForByteInEachDialect(
            @ForAll("values") List<List<String>> values,
            @ForAll("delimiters") char delimiter,
            @ForAll("lineEnds") String lineEnd,
            @ForAll boolean header,
            @ForAll boolean windows,
            @ForAll boolean mark) {
        var charset = windows ? WINDOWS : StandardCharsets.UTF_8;
        var rows = values.stream()
                .map(row -> String.join(String.valueOf(delimiter), row) + lineEnd)
                .toList();
        var names = header ? "id" + delimiter + "a" + delimiter + "\"b\"" + lineEnd : "";
        var start = mark && !windows ? "\uFEFF" : "";
        var file = (start + names + String.join("", rows)).getBytes(charset);
        var hints = new FormatHints(Format.Kind.CSV, delimiter, header, charset, null);

        var screened = ScreenedFile.of(file, hints, ScreenedFile.OPTIONS, Tuning.USUAL);

        var flagged = flaggedRows(
                screened.flaggedBytes(),
                rows.stream().map(row -> latin1(row.getBytes(charset))).toList(),
                delimiter,
                header);
        var clean = new StringBuilder(latin1((start + names).getBytes(charset)));
        for (var i = 0; i < rows.size(); i++) {
            if (!flagged.contains(i)) {
                clean.append(latin1(rows.get(i).getBytes(charset)));
            }
        }
        assertThat(screened.cleanBytes()).isEqualTo(clean.toString());
        assertThat(screened.report().rows()).isEqualTo(rows.size());
        assertThat(screened.report().flaggedRows()).isEqualTo(flagged.size());
        assertThat(screened.sha256()).containsExactly(sha256(screened.cleanBytes()), sha256(screened.flaggedBytes()));
    }

    /** Takes the flagged file apart with what is known of its rows; answers which they are, from 0. */
    private static List<Integer> flaggedRows(String flagged, List<String> rows, char delimiter, boolean header) {
        var found = new ArrayList<Integer>();
        var at = header ? flagged.indexOf("\"b\"") + 3 : 0;
        while (header && (flagged.charAt(at) == '\r' || flagged.charAt(at) == '\n')) {
            at++;
            if (at == flagged.length()) {
                return found;
            }
        }
        while (at < flagged.length()) {
            var numberEnd = flagged.indexOf(delimiter, at);
            var row = Integer.parseInt(flagged.substring(at, numberEnd)) - 1;
            var reasonsEnd = numberEnd + 2;
            while (flagged.charAt(reasonsEnd) != '"' || flagged.charAt(reasonsEnd + 1) == '"') {
                reasonsEnd += flagged.charAt(reasonsEnd) == '"' ? 2 : 1;
            }
            at = reasonsEnd + 2;
            assertThat(flagged.substring(at)).startsWith(rows.get(row));
            at += rows.get(row).length();
            found.add(row);
        }
        return found;
    }

    @Property(tries = 100)
    void jsonLinesAreKeptByteForByte(@ForAll("jsonLines") List<String> lines, @ForAll boolean lastLineEnd)
            throws IOException {
        var text = String.join("\n", lines) + (lastLineEnd ? "\n" : "");

        var screened = ScreenedFile.of(text);

        var clean = new StringBuilder();
        var flagged = new ArrayList<Integer>();
        for (var line : screened.flagged().lines().toList()) {
            var object = JSON.readTree(line);
            var row = object.get("row").intValue() - 1;
            flagged.add(row);
            assertThat(object.get("reasons")).isNotEmpty();
            assertThat(line).endsWith(",\"record\":" + lines.get(row) + "}");
        }
        for (var i = 0; i < lines.size(); i++) {
            if (!flagged.contains(i)) {
                clean.append(lines.get(i)).append(i + 1 < lines.size() || lastLineEnd ? "\n" : "");
            }
        }
        assertThat(screened.clean()).isEqualTo(clean.toString());
        assertThat(screened.report().flaggedRows()).isEqualTo(flagged.size());
        assertThat(screened.report().format().kind()).isEqualTo("JSON_LINES");
    }

    @Test
    void jsonLinesAreCheckedLikeAnyRows() throws IOException {
        var usual = IntStream.range(0, 200)
                .mapToObj(i -> "{\"id\":\"u" + i + "\",\"x\":1." + i % 10 + ",\"ok\":" + (i % 2 == 0) + "}\n")
                .collect(joining());

        var screened = ScreenedFile.of(usual + "{\"id\":\"u7\",\"x\":\"many\",\"ok\":null}\n{\"id\":\"u8\\\"\"}\n");

        var reasons = new ArrayList<String>();
        for (var line : screened.flagged().lines().toList()) {
            JSON.readTree(line)
                    .get("reasons")
                    .forEach(reason -> reasons.add(reason.asText().replaceFirst("[:,].*", "")));
        }
        assertThat(reasons)
                .containsExactly(
                        "DUPLICATE_ID id", "DUPLICATE_ID id", "UNPARSABLE x", "MISSING ok", "MISSING x", "MISSING ok");
        assertThat(screened.column("ok").type()).isEqualTo(ColumnType.BOOLEAN);
    }

    /** Whole numbers and quarters stay what they are when a whole number is added or a power of two multiplied. */
    @Property(tries = 100)
    void addingAConstantOrScalingAColumnChangesNoFlag(
            @ForAll("quarters") List<Integer> quarters,
            @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int constant,
            @ForAll @IntRange(min = -10, max = 10) int exponent,
            @ForAll boolean negative) {
        var factor = new BigDecimal(Math.pow(2, exponent)).multiply(BigDecimal.valueOf(negative ? -1 : 1));
        var values = quarters.stream()
                .map(quarter -> BigDecimal.valueOf(quarter).divide(BigDecimal.valueOf(4)))
                .toList();

        var plain = flagged(values);
        var moved = flagged(values.stream()
                .map(value -> value.add(BigDecimal.valueOf(constant)))
                .toList());
        var scaled =
                flagged(values.stream().map(value -> value.multiply(factor)).toList());

        assertThat(moved).isEqualTo(plain);
        assertThat(scaled).isEqualTo(plain);
    }

    private static List<Long> flagged(List<BigDecimal> values) {
        var file = values.stream()
                .map(value -> "row," + value.toPlainString() + "\n")
                .collect(joining());
        var schema = new Schema(List.of(Schema.Declared.of("x", ColumnType.NUMBER)));
        return List.copyOf(ScreenedFile.of("text,x\n" + file, schema).reasons().keySet());
    }

    @Provide
    Arbitrary<List<Integer>> quarters() {
        var usual = Arbitraries.integers().between(-200, 200);
        var skewed = Arbitraries.integers().between(0, 30).map(i -> (int) Math.round(Math.exp(i / 4.0)));
        return Arbitraries.frequencyOf(
                        Tuple.of(12, usual),
                        Tuple.of(6, skewed),
                        Tuple.of(1, Arbitraries.integers().between(-40_000, 40_000)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    @Provide
    Arbitrary<List<List<String>>> values() {
        var value = Arbitraries.frequency(
                Tuple.of(30, "1"),
                Tuple.of(10, "2.5"),
                Tuple.of(3, "1000"),
                Tuple.of(2, ""),
                Tuple.of(2, "\"x, \"\"y\"\"; z\n|\tw\""),
                Tuple.of(2, "\u00e9\u00df"),
                Tuple.of(2, "2024-02-30"));
        var id = Arbitraries.integers().between(1, 40).map(i -> "k" + i);
        return Combinators.combine(id, value, value)
                .as((first, second, third) ->
                        "k1".equals(first) ? List.of(first, second) : List.of(first, second, third))
                .list()
                .ofMinSize(1)
                .ofMaxSize(50);
    }

    @Provide
    Arbitrary<Character> delimiters() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<List<String>> jsonLines() {
        var value = Arbitraries.of(
                "1", "2.5", "-3e2", "null", "\"a \\\"b\\\" \\u00e9\"", "\"1\"", "true", "[1,2]", "{\"c\":1}");
        var id = Arbitraries.integers().between(1, 30);
        return Combinators.combine(
                        id, value, value, Arbitraries.of("{\"id\":%d,\"a\":%s,\"b\":%s}", "{\"b\":%3$s, \"id\": %1$d}"))
                .as((number, a, b, format) -> format.formatted(number, a, b))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String sha256(String latin1) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(latin1.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
