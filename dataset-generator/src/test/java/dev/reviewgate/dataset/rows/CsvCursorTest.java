package dev.reviewgate.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCursorTest {
    /** What a file holds, or how it is refused. */
    private record Outcome(List<Rows.Read> rows, String refusal) {}

    @FunctionalInterface
    private interface Reading {
        CsvCursor open() throws IOException;
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void fastPathAndGeneralPathReadTheSame(
            @ForAll("anyText") String csv,
            @ForAll("delimiters") char delimiter,
            @ForAll @IntRange(max = 3) int columns) {
        var bytes = csv.getBytes(StandardCharsets.UTF_8);

        var fast = outcome(() -> CsvCursor.of(window(bytes), delimiter, columns, Long.MAX_VALUE, 1));
        var general = outcome(() -> CsvCursor.general(window(bytes), delimiter, columns, Long.MAX_VALUE, 1));

        assertThat(fast).isEqualTo(general);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void sizeOfTheWindowMakesNoDifference(
            @ForAll("anyText") String csv,
            @ForAll("delimiters") char delimiter,
            @ForAll @IntRange(min = 2, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 9) int piece) {
        var bytes = csv.getBytes(StandardCharsets.UTF_8);

        var small = outcome(
                () -> CsvCursor.of(new Window(Rows.inPieces(bytes, piece), 0, size), delimiter, 2, Long.MAX_VALUE, 1));

        assertThat(small).isEqualTo(outcome(() -> CsvCursor.of(window(bytes), delimiter, 2, Long.MAX_VALUE, 1)));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void wholeFileIsReadAsFastCsvReadsIt(
            @ForAll("textWithoutLoneReturns") String csv, @ForAll("delimiters") char delimiter) {
        var bytes = csv.getBytes(StandardCharsets.UTF_8);

        var read = outcome(() -> CsvCursor.of(window(bytes), delimiter, 2, Long.MAX_VALUE, 1));

        // FastCSV takes a quote that is never closed for one that closes at the end of the file.
        if (!read.refusal.endsWith("is never closed")) {
            assertThat(fieldsOrRefusal(read)).isEqualTo(fastCsv(csv, delimiter));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatAWriterQuotesIsReadBackAsItWas(
            @ForAll("tables") List<List<String>> table,
            @ForAll LineDelimiter ending,
            @ForAll boolean quoteAll,
            @ForAll("delimiters") char delimiter)
            throws IOException {
        var csv = write(table, ending, quoteAll, delimiter);

        var rows = Rows.of(CsvCursor.of(
                window(csv.getBytes(StandardCharsets.UTF_8)),
                delimiter,
                table.get(0).size(),
                Long.MAX_VALUE,
                1));

        assertThat(rows.stream().map(row -> decoded(row.fields()))).containsExactlyElementsOf(table);
        assertThat(rows).noneMatch(Rows.Read::ragged);
        assertThat(rows.stream().map(row -> decoded(row.raw())).collect(Collectors.joining()))
                .isEqualTo(csv);
        assertThat(rows).allMatch(row -> row.ascii() == row.raw().chars().allMatch(c -> c < 0x80));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void rangesCutAtAnyRowsAreTheWhole(
            @ForAll("tables") List<List<String>> table,
            @ForAll @IntRange(max = 6) int cut,
            @ForAll LineDelimiter ending)
            throws IOException {
        var csv = write(table, ending, false, ',');
        var bytes = csv.getBytes(StandardCharsets.UTF_8);
        var whole = Rows.of(CsvCursor.of(window(bytes), ',', 2, Long.MAX_VALUE, 1));
        var at = cut < whole.size() ? (int) whole.get(cut).position() : bytes.length;

        var front = CsvCursor.of(window(bytes), ',', 2, at, 1);
        var rows = new ArrayList<>(Rows.of(front));
        var behind = new ByteArrayInputStream(bytes, at, bytes.length - at);
        rows.addAll(Rows.of(CsvCursor.of(new Window(behind, at), ',', 2, bytes.length, 1)));

        assertThat(front.endPosition()).isEqualTo(at);
        assertThat(rows)
                .extracting(Rows.Read::position)
                .isEqualTo(whole.stream().map(Rows.Read::position).toList());
        assertThat(rows)
                .extracting(Rows.Read::fields)
                .isEqualTo(whole.stream().map(Rows.Read::fields).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2", "\n\na,b\n\n1,2\n\n", "\ra,b\r\r1,2"})
    void lineEndingsAndBlankLinesMakeNoDifference(String csv) {
        assertThat(fields(csv)).containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void lineOfARowCountsTheLinesInsideQuotes() {
        assertThat(outcome(() -> cursor("a\n\"x\ny\r\nz\rw\"\n\nb\n")).rows)
                .extracting(Rows.Read::line)
                .containsExactly(1L, 2L, 7L);
    }

    @Test
    void quotesInsideAnUnquotedFieldAreText() {
        assertThat(fields("5\" screen,a\"b\"c, \"x\"\n")).containsExactly(List.of("5\" screen", "a\"b\"c", " \"x\""));
    }

    @Test
    void rowWithoutTextButDelimitersOrQuotesIsARow() {
        assertThat(fields(",\n\"\"\n\n,")).containsExactly(List.of("", ""), List.of(""), List.of("", ""));
    }

    @Test
    void rowOfTheGreatestLengthIsWhole() {
        var field = "\"" + "äöü,\"\"".repeat(100_000);
        var csv = field + "x".repeat(RowCursor.MAX_ROW_BYTES - field.getBytes(StandardCharsets.UTF_8).length - 2)
                + "\"\n";

        var rows = outcome(() -> cursor(csv + csv)).rows;

        assertThat(rows).hasSize(2).allMatch(row -> row.fields().size() == 1);
        assertThat(rows.get(1).raw()).hasSize(RowCursor.MAX_ROW_BYTES);
    }

    @Test
    void rowOfManyFieldsIsRead() {
        var csv = ",".repeat(200_000) + "\"a\"\"\"\n";

        assertThat(fields(csv).get(0)).hasSize(200_001).endsWith("a\"");
    }

    @Test
    void thousandColumnsAreRead() {
        var header = IntStream.range(0, 1_000).mapToObj(i -> "column_name_" + i).toList();

        assertThat(fields(String.join(",", header))).containsExactly(header);
    }

    @Provide
    Arbitrary<Character> delimiters() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<String> anyText() {
        return text(
                "a", "12.5", ",", ",", ";", "\t", "|", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "€", "𝄞",
                "\0");
    }

    @Provide
    Arbitrary<String> textWithoutLoneReturns() {
        // FastCSV 4.2.0 can lose a record behind a lone CR in quotes; the round trip above has those.
        return text(
                "a",
                "1",
                ",",
                ",",
                ";",
                ";",
                "\t",
                "|",
                "\"",
                "\"x\"",
                "\"\"",
                "\"y,;\n\"\"z\"",
                "\n",
                "\r\n",
                " ",
                "é");
    }

    private static Arbitrary<String> text(String... parts) {
        return Arbitraries.of(parts).list().ofMaxSize(25).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        var field = text("a", "b", " ", ",", ";", "\"", "'", "\n", "\r", "\t", "|", "é", "€", "𝄞", "\uFFFD");
        // A row that is one empty field is a blank line, so the first field is never empty.
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        field.list().ofSize(5).list().ofMinSize(1).ofMaxSize(6))
                .as((width, rows) -> rows.stream()
                        .map(fields -> {
                            var cut = new ArrayList<>(fields.subList(0, width));
                            cut.set(0, cut.get(0) + "x");
                            return (List<String>) cut;
                        })
                        .toList());
    }

    private static Window window(byte[] bytes) {
        return new Window(new ByteArrayInputStream(bytes), 0);
    }

    private static CsvCursor cursor(String csv) {
        return CsvCursor.of(window(csv.getBytes(StandardCharsets.UTF_8)), ',', 2, Long.MAX_VALUE, 1);
    }

    private static List<List<String>> fields(String csv) {
        return outcome(() -> cursor(csv)).rows.stream().map(Rows.Read::fields).toList();
    }

    private static Outcome outcome(Reading reading) {
        var rows = new ArrayList<Rows.Read>();
        try (var cursor = reading.open()) {
            rows.addAll(Rows.of(cursor));
            return new Outcome(rows, "");
        } catch (UnreadableFile e) {
            return new Outcome(rows, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object fieldsOrRefusal(Outcome outcome) {
        return outcome.refusal.isEmpty()
                ? outcome.rows.stream().map(row -> decoded(row.fields())).toList()
                : "refused";
    }

    private static Object fastCsv(String csv, char delimiter) {
        var records = new ArrayList<List<String>>();
        try (var reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(csv)) {
            reader.forEach(csvRecord -> records.add(csvRecord.getFields()));
            return records;
        } catch (CsvParseException e) {
            return "refused";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> decoded(List<String> fields) {
        return fields.stream().map(CsvCursorTest::decoded).toList();
    }

    private static String decoded(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String write(List<List<String>> table, LineDelimiter ending, boolean quoteAll, char delimiter) {
        var text = new StringWriter();
        var builder = CsvWriter.builder()
                .lineDelimiter(ending)
                .fieldSeparator(delimiter)
                .bufferSize(0);
        var csv = (quoteAll ? builder.quoteStrategy(QuoteStrategies.ALWAYS) : builder).build(text);
        table.forEach(csv::writeRecord);
        return text.toString();
    }
}
