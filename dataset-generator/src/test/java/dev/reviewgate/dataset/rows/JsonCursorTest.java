package dev.reviewgate.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCursorTest {
    @TempDir
    Path directory = Path.of("");

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void whatAWriterEscapesIsReadBackAsItWas(
            @ForAll("texts") String text,
            @ForAll("texts") String other,
            @ForAll boolean asciiOnly,
            @ForAll @IntRange(min = 2, max = 40) int window)
            throws IOException {
        var mapper = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, asciiOnly)
                .build();
        var line = mapper.writeValueAsString(Map.of("größe", text)) + "\r\n"
                + mapper.writeValueAsString(Map.of("größe", other));
        var bytes = line.getBytes(StandardCharsets.UTF_8);

        var columns =
                JsonCursor.columns(new Window(new ByteArrayInputStream(bytes), 0, window), StandardCharsets.UTF_8);
        var rows = Rows.of(JsonCursor.of(
                new Window(new ByteArrayInputStream(bytes), 0, window),
                columns,
                StandardCharsets.UTF_8,
                Long.MAX_VALUE,
                1));

        assertThat(columns).containsExactly("größe");
        assertThat(rows.stream().map(row -> utf8(row.fields().get(0)))).containsExactly(text, other);
        assertThat(rows.stream().map(row -> utf8(row.raw())).collect(Collectors.joining()))
                .isEqualTo(line);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void rangesOfLinesAreTheWhole(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 3) Integer> kinds, @ForAll @IntRange(max = 8) int cut)
            throws IOException {
        var lines = List.of("{\"a\":1}\n", "  \n", "{\"b\":\"x\\n\"}\r\n", "{\"a\":[1,{\"c\":2}],\"b\":null}\r");
        var text = "{\"a\":1,\"b\":2}\n" + kinds.stream().map(lines::get).collect(Collectors.joining());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var columns = List.of("a", "b");
        var whole = Rows.of(cursor(bytes, columns, 0, bytes.length));
        var at = cut < whole.size() ? whole.get(cut).position() : bytes.length;

        var rows = Rows.of(cursor(bytes, columns, 0, at));
        rows.addAll(Rows.of(cursor(bytes, columns, (int) at, bytes.length)));

        assertThat(rows)
                .extracting(Rows.Read::raw)
                .isEqualTo(whole.stream().map(Rows.Read::raw).toList());
        assertThat(rows)
                .extracting(Rows.Read::fields)
                .isEqualTo(whole.stream().map(Rows.Read::fields).toList());
    }

    @Test
    void columnsAreTheUnionOfTheKeys() throws IOException {
        var file = open(
                "\uFEFF{\"id\":1,\"name\":\"Ann\"}\n\n { \"tags\" : [ 1, {\"x\":\"}\"} ], \"id\":-2.50e+3 , \"ok\": true }\n"
                        + "{\"name\":null,\"address\":{\"city\":\"Köln\"}}");

        assertThat(file.format().kind()).isEqualTo(Kind.JSON_LINES);
        assertThat(file.columns()).containsExactly("id", "name", "tags", "ok", "address");
        assertThat(Rows.texts(file))
                .containsExactly(
                        List.of("1", "Ann", "", "", ""),
                        List.of("-2.50e+3", "", "[ 1, {\"x\":\"}\"} ]", "true", ""),
                        List.of("", "", "", "", "{\"city\":\"Köln\"}"));
        assertThat(Rows.of(file)).extracting(Rows.Read::line).containsExactly(1L, 3L, 4L);
        assertThat(Rows.of(file)).extracting(Rows.Read::ragged).containsOnly(false);
        assertThat(Rows.of(file)).extracting(Rows.Read::ascii).containsExactly(true, true, false);
    }

    @Test
    void keyMayBeWrittenWithEscapesOrWithout() throws IOException {
        var file = open("{\"gr\\u00f6\\u00dfe\":1}\n{\"größe\":2}\n{\"gr\\u00C3\\u00B6\":3}\n");

        assertThat(file.columns()).containsExactly("größe", "grÃ¶");
        assertThat(Rows.texts(file)).containsExactly(List.of("1", ""), List.of("2", ""), List.of("", "3"));
    }

    @Test
    void textThatIsNotUtf8KeepsItsBytes() throws IOException {
        var file = DatasetFile.open(
                Rows.file(directory, "{\"a\":\"M\u00FCller\"}\n".getBytes(StandardCharsets.ISO_8859_1)),
                FormatHints.NONE);

        assertThat(Rows.of(file).get(0).fields()).containsExactly("M\u00FCller");
    }

    @Test
    void escapedTextIsNotAscii() throws IOException {
        var file = open(
                "{\"a\":\"\\u00c3\\u00a9\"}\n{\"a\":\"\\ud83d\\ude00\"}\n{\"a\":\"\\ud83d\"}\n{\"a\":\"\\u0041\"}\n");

        assertThat(Rows.of(file)).extracting(Rows.Read::ascii).containsExactly(false, false, false, true);
        assertThat(Rows.texts(file)).containsExactly(List.of("Ã©"), List.of("😀"), List.of("\uFFFD"), List.of("A"));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("{\"a\":1}\n{\"a\":Secretive}\n", "line 2, column 6: this is not JSON"),
                arguments("{\"a\":1,}\n", "line 1, column 8: this is not JSON"),
                arguments(
                        "{\n  \"a\": 1\n}\n",
                        "line 1, column 2: the line ends inside a JSON object; give each object a line of its own"),
                arguments(
                        "{\"a\":1}\n{\"a\":\"Secretive\n",
                        "line 2, column 16: the line ends inside a JSON object; give each object a line of its own"),
                arguments(
                        "[{\"a\":1}]\n",
                        "line 1, column 1: not a JSON object; give one on each line, with a key for each column"),
                arguments(
                        "{\"a\":1}\n\n17\n",
                        "line 3, column 1: not a JSON object; give one on each line, with a key for each column"),
                arguments(
                        "{\"a\":1} {\"a\":2}\n",
                        "line 1, column 9: text behind the JSON object; give each object a line of its own"),
                arguments("{\"a\":1,\"a\":2}\n", "line 1, column 8: the key 'a' is there twice in one object"),
                arguments("{\"a\":1,\"\\u0061\":2}\n", "line 1, column 8: the key 'a' is there twice in one object"),
                arguments("{\" \":1}\n", "line 1, column 2: the column has no name; give each column one"),
                arguments("{}\n{}\n", "none of the JSON objects has a key; give at least one"),
                arguments("{\"a\":\"x\0\"}\n", "line 1, column 8: a NUL byte; this is not a text file in UTF-8"),
                arguments(
                        "{\"a\":1}\n{\"b\":\"" + "x".repeat(1 << 20) + "\"}\n",
                        "line 2, column 1: a line of more than 1048576 bytes; give each object a line"),
                arguments(
                        "{\"a\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}\n",
                        "line 1, column 1: a number or name that is too long, or objects nested too deeply"),
                arguments(
                        IntStream.rangeClosed(0, 1_000)
                                .mapToObj(i -> "\"c" + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}")),
                        "line 1: 1001 columns are not allowed; give at most 1000"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedFileIsRefusedWithLineColumnAndReason(String lines, String message) {
        assertThatThrownBy(() -> open(lines))
                .isInstanceOf(UnreadableFile.class)
                .hasMessage(message)
                .hasMessageNotContaining("Secretive");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "\"", "\\", "/", "\n", "\t", "\b", "\f", "\r", "\u0001", "é", "€", "😀", "\uFFFD", "{",
                        "}", ",")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private DatasetFile open(String lines) throws IOException {
        return DatasetFile.open(Rows.file(directory, lines), FormatHints.NONE);
    }

    private static JsonCursor cursor(byte[] bytes, List<String> columns, int from, long to) {
        var in = new ByteArrayInputStream(bytes, from, bytes.length - from);
        return JsonCursor.of(new Window(in, from), columns, StandardCharsets.UTF_8, to, 1);
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
