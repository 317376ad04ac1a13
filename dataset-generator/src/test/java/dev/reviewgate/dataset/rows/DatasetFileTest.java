package dev.reviewgate.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetFileTest {
    @TempDir
    Path directory;

    static Stream<Arguments> dialects() {
        return Stream.of(
                arguments("id,name\n1,a\n", ',', true, List.of("id", "name")),
                arguments("id;name\n1;a\n", ';', true, List.of("id", "name")),
                arguments("id\tname\n1\ta\n", '\t', true, List.of("id", "name")),
                arguments("id|name\n1|a\n", '|', true, List.of("id", "name")),
                arguments("id;size\n1;1,5\n2;2,5\n", ';', true, List.of("id", "size")),
                arguments("1,5;2,7\n3,5;4,1\n", ';', false, List.of("column_1", "column_2")),
                arguments("id,tags\n1,a;b\n2,c;d\n", ',', true, List.of("id", "tags")),
                arguments("1,a;b\n2,c;d\n", ',', false, List.of("column_1", "column_2")),
                arguments("a;\"b,c,d,e\";f\n1;\"2,3,4,5\";6\n", ';', true, List.of("a", "b,c,d,e", "f")),
                arguments("comment\nhello; world\nfoo\n", ',', true, List.of("comment")),
                arguments("comment\nhello\tworld\nfoo\n", ',', true, List.of("comment")),
                arguments("comment\n\"a;b\"\n\"c;d\"\n", ',', true, List.of("comment")),
                arguments("id\n1\n2\n", ',', true, List.of("id")),
                arguments("1\n2\n", ',', false, List.of("column_1")),
                arguments("a,b\nx,y\n", ',', true, List.of("a", "b")),
                arguments("x,y,t\n1,2,3\n", ',', true, List.of("x", "y", "t")),
                arguments("yes,no\nno,no\n", ',', false, List.of("column_1", "column_2")),
                arguments("2024-01-01,a\n2024-01-02,b\n", ',', false, List.of("column_1", "column_2")),
                arguments("a,a\nb,b\n", ',', false, List.of("column_1", "column_2")),
                arguments(",a\nb,b\n", ',', false, List.of("column_1", "column_2")),
                arguments("1\n1,2\n3,4\n5,6\n", ',', false, List.of("column_1", "column_2")),
                arguments("a;b;c\n1;2\n3;4;5\n6;7;8;9\n", ';', true, List.of("a", "b", "c")),
                arguments("\n\n a , b \n1,2\n", ',', true, List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void contentTellsItsDialect(String csv, char delimiter, boolean header, List<String> columns) throws IOException {
        var file = open(csv);

        assertThat(file.format().delimiter()).isEqualTo(delimiter);
        assertThat(file.format().header()).isEqualTo(header);
        assertThat(file.columns()).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'a;b\n1;1,5\n'!true",
                "'a;b\n1;1.5\n'!false",
                "'a\tb\n1\t1,5\n'!true",
                "'a,b\n1,\"1,5\"\n'!false",
                "'a;b\n1;2\n'!false",
                "'a;b\n1,5;2\n1,5;2.5\n2,5;7\n'!true"
            })
    void decimalCommaIsSeenInTheNumbers(String csv, boolean decimalComma) throws IOException {
        assertThat(open(csv).format().decimalComma()).isEqualTo(decimalComma);
    }

    @Test
    void hintsGoBeforeWhatTheContentLooksLike() throws IOException {
        var file =
                open(bytes("a;b\n1,5;2\n"), new FormatHints(Kind.CSV, ',', false, StandardCharsets.ISO_8859_1, true));

        assertThat(file.format())
                .isEqualTo(new Format(Kind.CSV, ',', false, Charset.forName("windows-1252"), true, true, false));
        assertThat(Rows.texts(file)).containsExactly(List.of("a;b"), List.of("1", "5;2"));
        assertThat(file.columns()).hasSize(2);
    }

    @Test
    void headerGivenByHintMayHoldNumbers() throws IOException {
        var file = open(bytes("2023,2024\n1,2\n"), new FormatHints(null, null, true, null, null));

        assertThat(file.columns()).containsExactly("2023", "2024");
    }

    @Test
    void charsetsAndDelimitersOfHintsAreThoseThatAreSupported() {
        assertThatThrownBy(() -> new FormatHints(null, null, null, StandardCharsets.UTF_16, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The charset UTF-16 is not supported; give UTF-8, ISO-8859-1 or windows-1252");
        assertThatThrownBy(() -> new FormatHints(null, 'x', null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give a comma");
        assertThat(new FormatHints(null, null, null, StandardCharsets.US_ASCII, null).charset())
                .isEqualTo(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> fronts() {
        return Stream.of(
                arguments("", 2L), arguments("\n", 3L), arguments("\uFEFF", 2L), arguments("\uFEFF\n\r\n", 4L));
    }

    @ParameterizedTest
    @MethodSource("fronts")
    void headerBytesAreAllInFrontOfTheFirstRow(String front, long line) throws IOException {
        var file = open(front + "\"i\"\"d\";name\r\n1;a\r\n");

        assertThat(file.columns()).containsExactly("i\"d", "name");
        assertThat(new String(file.headerBytes(), StandardCharsets.UTF_8)).isEqualTo(front + "\"i\"\"d\";name\r\n");
        assertThat(file.bodyStart()).isEqualTo(file.headerBytes().length);
        assertThat(Rows.of(file).get(0).position()).isEqualTo(file.bodyStart());
        assertThat(Rows.of(file).get(0).line()).isEqualTo(line);
    }

    @Test
    void byteOrderMarkBelongsToNoRow() throws IOException {
        var file = open("\uFEFF1,2\n3,4\n");

        assertThat(file.format().charsetGiven()).isTrue();
        assertThat(file.headerBytes()).hasSize(3);
        assertThat(Rows.of(file).get(0).raw()).isEqualTo("1,2\n");
    }

    @Test
    void byteOrderMarkSaysMoreThanAHint() throws IOException {
        var file = open(
                bytes("\uFEFFid,größe\n1,ü\n"), new FormatHints(null, null, null, StandardCharsets.ISO_8859_1, null));

        assertThat(file.format().charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(file.columns()).containsExactly("id", "größe");
        assertThat(Rows.texts(open(
                        bytes("\uFEFF{\"größe\":\"ü\"}\n"),
                        new FormatHints(null, null, null, StandardCharsets.ISO_8859_1, null))))
                .containsExactly(List.of("ü"));
    }

    @Test
    void namesOfColumnsThatAreNotUtf8AreWindows1252() throws IOException {
        var file = open("id,gr\u00F6\u00DFe\n1,2\n".getBytes(StandardCharsets.ISO_8859_1), FormatHints.NONE);

        assertThat(file.columns()).containsExactly("id", "größe");
        assertThat(file.format().charsetGiven()).isFalse();
    }

    @Test
    void raggedRowsSaySo() throws IOException {
        assertThat(Rows.of(open("a,b\n1,2\n1\n1,2,3\n")))
                .extracting(Rows.Read::ragged)
                .containsExactly(false, true, true);
    }

    @Test
    void partOfAFileHasTheColumnsThatItIsGiven() throws IOException {
        var whole = open("id;name\n1;a\n2;b\n");

        var part = DatasetFile.part(Rows.file(directory, "2;b\n"), whole.format(), whole.columns());

        assertThat(part.columns()).containsExactly("id", "name");
        assertThat(part.headerBytes()).isEmpty();
        assertThat(Rows.texts(part)).containsExactly(List.of("2", "b"));
    }

    @Test
    void rangesThatStartAtGuessedRowsAreTheWholeOrShowThatTheyAreNot() throws IOException {
        var file = open("id,note\r\n1,a\r\n\r\n2,\"x\r\n9,9\r\ny\"\r\n3,c\n4,\"\"\"q\"\"\"\r5,e");
        var whole = Rows.of(file);
        var wrong = 0;

        for (var from = file.bodyStart(); from <= file.size(); from++) {
            var guess = file.nextRowStart(from);
            try (var front = file.rows(file.bodyStart(), guess)) {
                var rows = new ArrayList<>(Rows.of(front));
                // In the middle of a field no row starts, and the row that is read says so.
                var right = front.endPosition() == guess;
                wrong += right ? 0 : 1;
                assertThat(right).isEqualTo(!isInside(whole, guess));
                if (right) {
                    try (var behind = file.rows(guess, file.size())) {
                        rows.addAll(Rows.of(behind));
                    }
                    assertThat(rows)
                            .extracting(Rows.Read::raw)
                            .isEqualTo(whole.stream().map(Rows.Read::raw).toList());
                }
            }
        }
        assertThat(wrong).isPositive();
        assertThat(whole).hasSize(5);
    }

    private static boolean isInside(List<Rows.Read> rows, long position) {
        return rows.stream().anyMatch(row -> row.position() < position && position < row.endPosition());
    }

    @Test
    void lineOfAFileIsNamedWhereARangeIsBroken() throws IOException {
        var csv = "id,note\n1,\"a\r\nb\"\r2,b\n3,c\n4,\"d\"x\n";
        var file = open(csv);

        try (var rows = file.rows(csv.indexOf("3,c"), file.size())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.line()).isEqualTo(1);
            assertThatThrownBy(rows::next)
                    .hasMessage("line 6, column 2: text after a closing quote; a quote inside a quoted field is written"
                            + " twice");
        }
    }

    @Test
    void largeFileIsReadInFlatMemory() throws IOException {
        var row = "1,Jürgen,\"a \"\"b\"\"\",2.5\n";
        var path = directory.resolve("large.csv");
        try (var out = Files.newBufferedWriter(path)) {
            out.write("id,name,note,size\n");
            for (var i = 0; i < 100_000; i++) {
                out.write(row);
            }
        }

        try (var rows = DatasetFile.open(path, FormatHints.NONE).rows()) {
            var arrays = new ArrayList<byte[]>();
            while (rows.next()) {
                if (arrays.isEmpty() || arrays.get(arrays.size() - 1) != rows.raw()) {
                    arrays.add(rows.raw());
                }
            }

            assertThat(rows.row()).isEqualTo(99_999);
            assertThat(arrays).hasSize(1);
        }
    }

    static Stream<Arguments> malformed() {
        var empty = "the file is empty; give a CSV file with a header and at least one row";
        var noRows = "the file has a header and no rows; give at least one row";
        return Stream.of(
                arguments("", empty),
                arguments("\uFEFF", empty),
                arguments("\n\r\n\r", empty),
                arguments(
                        "\n".repeat(1 << 18) + "id,name\n1,a\n",
                        "line 262145: the first row stands behind 262144 bytes of blank lines"),
                arguments("id,name\n", noRows),
                arguments("id,name", noRows),
                arguments("id;name\n\n\r\n", noRows),
                arguments(
                        "id,name,id\n1,2,3\n",
                        "line 1, column 3: the column name 'id' is there twice; give each its own"),
                arguments("\nid,,x\n1,2,3\n", "line 2, column 2: the column has no name; give each column one"),
                arguments("id, \n1,2\n", "line 1, column 2: the column has no name; give each column one"),
                arguments(
                        "id," + "x".repeat(129) + "\n1,2\n",
                        "line 1, column 2: the column name is not allowed; give 1 to 128 characters without control"
                                + " characters"),
                arguments(
                        "id,\"a\nb\"\n1,2\n",
                        "line 1, column 2: the column name is not allowed; give 1 to 128 characters without control"
                                + " characters"),
                arguments(names(1_001) + "\n1\n", "line 1: 1001 columns are not allowed; give at most 1000"),
                arguments("1" + ",2".repeat(1_000) + "\n", "line 1: 1001 columns are not allowed; give at most 1000"),
                arguments(
                        "id,name\n1,a\n2,\"Secretive\n3,c\n",
                        "line 3, column 2: a quoted field starts here and is never closed"),
                arguments("id,name\n1,a\n2,\"", "line 3, column 2: a quoted field starts here and is never closed"),
                arguments(
                        "id,name\n1,\"a\nb\"\n2,\"Secretive\"x\n",
                        "line 4, column 2: text after a closing quote; a quote inside a quoted field is written twice"),
                arguments(
                        "id,name\n1,\"Secretive\r\nb\" \n",
                        "line 3, column 2: text after a closing quote; a quote inside a quoted field is written twice"),
                arguments(
                        "id,name\n1,Secretive\0\n",
                        "line 2, column 2: a NUL byte; this is not a text file in UTF-8 or Windows-1252"),
                arguments(
                        "id,name\n\"\nSecretive\0\",2\n",
                        "line 3, column 1: a NUL byte; this is not a text file in UTF-8 or Windows-1252"),
                arguments(
                        "id,name\n1," + "x".repeat(1 << 20) + "\n",
                        "line 2, column 2: a row of more than 1048576 bytes starts here; is a quote never closed?"),
                arguments(
                        "id,name\n1,\"" + "x\n".repeat(1 << 20),
                        "line 2, column 2: a row of more than 1048576 bytes starts here; is a quote never closed?"),
                arguments(
                        "id,name\n1,\"" + "x".repeat(1 << 20) + "\"Secretive\n",
                        "line 2, column 2: a row of more than 1048576 bytes starts here; is a quote never closed?"));
    }

    private static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedFileIsRefusedWithLineColumnAndReason(String csv, String message) {
        assertRefused(bytes(csv), message);
    }

    static Stream<Arguments> noText() {
        return Stream.of(
                arguments(latin1("\u00FF\u00FEi\0d\0"), "line 1, column 1: text in UTF-16; save the file as UTF-8"),
                arguments(latin1("\u00FE\u00FF\0i\0d"), "line 1, column 1: text in UTF-16; save the file as UTF-8"),
                arguments(
                        "id,x\n1,2".getBytes(StandardCharsets.UTF_16LE),
                        "line 1, column 1: text in UTF-16; save the file as UTF-8"),
                arguments(
                        "id,x\n1,2".getBytes(StandardCharsets.UTF_16BE),
                        "line 1, column 1: text in UTF-16; save the file as UTF-8"),
                arguments(
                        latin1("\u00FF\u00FE\0\0i\0\0\0"), "line 1, column 1: text in UTF-32; save the file as UTF-8"),
                arguments(
                        latin1("\0\0\u00FE\u00FF\0\0\0i"), "line 1, column 1: text in UTF-32; save the file as UTF-8"),
                arguments(
                        latin1("PK\u0003\u0004\u0014\0"),
                        "line 1, column 1: a ZIP archive or an Excel workbook; save the table as CSV"),
                arguments(
                        latin1("\u00D0\u00CF\u0011\u00E0\u00A1"),
                        "line 1, column 1: an Excel workbook; save the table as CSV"),
                arguments(latin1("PAR1\u0015"), "line 1, column 1: a Parquet file; give CSV or JSON Lines"),
                arguments(
                        latin1("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR"),
                        "line 3, column 1: a NUL byte; this is not a text file in UTF-8 or Windows-1252"));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("noText")
    void fileThatIsNoTextIsRefused(byte[] content, String message) {
        assertRefused(content, message);
    }

    private void assertRefused(byte[] content, String message) {
        assertThatThrownBy(() -> Rows.of(open(content, FormatHints.NONE)))
                .isInstanceOf(UnreadableFile.class)
                .hasMessage(message)
                .hasMessageNotContaining("Secretive");
    }

    private DatasetFile open(String csv) throws IOException {
        return open(bytes(csv), FormatHints.NONE);
    }

    private DatasetFile open(byte[] content, FormatHints hints) throws IOException {
        return DatasetFile.open(Rows.file(directory, content), hints);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
