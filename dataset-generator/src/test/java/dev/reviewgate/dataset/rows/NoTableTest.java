package dev.reviewgate.dataset.rows;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no table is refused with a reason, and what only looks odd is read. */
class NoTableTest {
    private static final List<String> NAMES = List.of("Bela", "Dana", "Emil", "Anaïs", "Jo");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE html>\\n<html><body>Sign in</body></html> | a web page",
                "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\\n<p>x | a web page",
                "<html>\\n<head><title>502 Bad Gateway</title></head>\\n</html> | a web page",
                "<?xml version='1.0'?>\\n<Error><Code>AccessDenied</Code></Error> | an error that a service answered in XML",
                "<Error><Code>NoSuchKey</Code></Error>\\n | an error that a service answered in XML",
                "<ErrorResponse xmlns='x'>\\n<Error>no</Error></ErrorResponse> | an error that a service answered in XML",
                "<?xml version='1.0'?>\\n<rows>\\n<row/>\\n</rows> | XML, not a table",
                "<orders count='2'>\\n<order>1</order>\\n</orders>\\n | XML, not a table",
                "version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a\\nsize 12345\\n | a pointer of Git LFS",
                "/annex/objects/SHA256E-s12--ab.csv\\n | a pointer of git-annex",
                "HTTP/1.1 403 Forbidden\\nServer: x\\n\\nno\\n | an answer of a web server",
                "{\"message\": \"Forbidden\"} | an error that a service answered in JSON",
                "{\\n  \"error\": {\"code\": 500, \"message\": \"x\"}\\n}\\n | an error that a service answered in JSON",
                "{\"__type\": \"AccessDenied\", \"Message\": \"no\"} | an error that a service answered in JSON",
                "{\"error\": 404, \"message\": \"no\"} | an error that a service answered in JSON",
                "{\"title\": \"Not Found\", \"status\": 404} | an error that a service answered in JSON",
                "{\"errors\": [{\"detail\": \"x\"}]} | an error that a service answered in JSON",
                "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"path\":\"/x\"} | an error that a service answered in JSON",
            })
    void whatStandsInPlaceOfATableIsRefused(String content, String reason) throws IOException {
        var text = content.replace("\\n", "\n");

        for (var front : List.of("", "\uFEFF", "\n\n  ", "\uFEFF \r\n")) {
            assertRefused((front + text).getBytes(StandardCharsets.UTF_8), reason);
        }
        assertRefused(gzip(text.getBytes(StandardCharsets.UTF_8)), reason);
        assertRefused(text.getBytes(StandardCharsets.UTF_16), "UTF-16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<TICKER>,<DATE>,<CLOSE>\nA,2026-01-05,1\n",
                "<5,<10\n1,2\n",
                "version,url\n1,https://git-lfs.github.com/spec/v1\n",
                "{\"id\": 1, \"message\": \"x\"}\n",
                "{\"message\": \"hello\", \"user\": \"Bela\"}\n",
                "{\"message\": \"a\", \"level\": 1}\n{\"message\": \"b\", \"level\": 2}\n",
                "{\"error\": 0.1, \"epoch\": 1}\n",
                "{\"title\": \"Dune\"}\n",
                "{\"errors\": 0, \"timestamp\": 5, \"path\": \"x\"}\n",
                "{\"error\": \"\", \"path\": \"x\", \"status\": 200}\n",
                "{\"error\": null, \"data\": \"x\"}\n",
                "{\"errors\": [], \"data\": \"x\"}\n",
                "HTTP,status\nGET,403\n"
            })
    void whatOnlyLooksLikeItIsRead(String content) throws IOException {
        assertThat(open(content, FormatHints.NONE).columns()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON_LINES | {\"message\": \"hello\", \"code\": 5}",
                "JSON_LINES | {\"error\": \"late\"}",
                "CSV | <b>x</b>\\n<i>y</i>"
            })
    void whoeverNamesTheKindOfTheFileIsBelieved(Kind kind, String content) throws IOException {
        var text = content.replace("\\n", "\n") + "\n";

        assertRefused(text.getBytes(StandardCharsets.UTF_8), "not a table");
        assertThat(open(text, new FormatHints(kind, null, null, null, null)).columns())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html>\n<p>x",
                "<?xml version='1.0'?>\n<rows/>",
                "<Error><Code>NoSuchKey</Code></Error>\n",
                "version https://git-lfs.github.com/spec/v1\nsize 1\n"
            })
    void webPageIsNoTableWhateverItIsCalled(String content) {
        assertThatThrownBy(() -> open(content, new FormatHints(Kind.CSV, null, null, null, null)))
                .isInstanceOf(UnreadableFile.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~a~b\n~c~d\n~e~f\n", "a~b\n~c\n~e\n", "\u0001a\u0001b\n\u0001c\u0001d\n"})
    void emptyFirstFieldIsAFieldToo(String content) throws IOException {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), "seems to separate several");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "~", "::", "\u0001", "¦", "§", " ", "   ", ":", "/", "#"})
    void unreadDelimiterInEveryLineIsRefused(String delimiter) throws IOException {
        IntFunction<String> row = i -> String.join(delimiter, "" + i, name(i), i + ".5");
        var named = "id" + delimiter + "name" + delimiter + "value\n" + lines(20, row);

        assertRefused(named.getBytes(StandardCharsets.UTF_8), "every line is one field, but ");
        assertRefused(lines(20, row).getBytes(StandardCharsets.UTF_8), "");
        assertRefused(gzip(named.getBytes(StandardCharsets.UTF_8)), "seems to separate several");
    }

    @Test
    void delimiterThatIsNamedIsReadAndSoIsOneColumnThatIsSaidToBeOne() throws IOException {
        var file = "id^name\n1^Bela\n2^Dana\n";

        assertThat(open(file, delimiter('^')).columns()).containsExactly("id", "name");
        assertThat(open(file, delimiter(',')).columns()).containsExactly("id^name");
        assertThat(open("id name\n1 \"Be la\"\n2 Dana\n", delimiter(' ')).columns())
                .containsExactly("id", "name");
    }

    @ParameterizedTest
    @MethodSource
    void realColumnsAreRead(String file) throws IOException {
        assertThat(open(file, FormatHints.NONE).columns()).hasSize(1);
    }

    static List<String> realColumnsAreRead() {
        var random = new Random(5);
        var words = List.of("the", "parcel", "came", "late", "again", "and", "nobody", "called", "3", "times");
        return List.of(
                "name\n" + lines(30, NoTableTest::name),
                "full name\n" + lines(30, i -> name(i) + " " + name(i / 5)),
                lines(30, i -> name(i) + " " + name(i / 5)),
                "comment\n"
                        + lines(
                                200,
                                i -> IntStream.range(0, 3 + random.nextInt(9))
                                        .mapToObj(j -> words.get(random.nextInt(10)))
                                        .collect(joining(" "))),
                lines(
                        200,
                        i -> IntStream.range(0, 3 + random.nextInt(9))
                                .mapToObj(j -> words.get(random.nextInt(10)))
                                .collect(joining(" "))),
                "sku\n" + lines(30, i -> "AB-" + (100 + i) + "/X"),
                lines(30, i -> "AB-" + (100 + i) + "/X"),
                lines(30, i -> "Lot " + (1_000 + i)),
                "lot number\n" + lines(30, i -> "Lot " + (1_000 + i)),
                "iban\n" + lines(30, i -> "AT61 1904 3002 34" + (10 + i)),
                lines(30, i -> "AT61 1904 3002 34" + (10 + i)),
                "created at\n" + lines(30, i -> "2026-01-" + (10 + i % 20) + " 10:20:30"),
                lines(30, i -> "2026-01-" + (10 + i % 20) + " 10:20:30"),
                "time\n" + lines(30, i -> "10:" + (10 + i) + ":30"),
                lines(30, i -> "10:" + (10 + i) + ":30"),
                "url\n" + lines(30, i -> "https://example.com/a/" + i),
                "mail\n" + lines(30, i -> name(i) + i + "@example.com"),
                lines(30, i -> "https://shop.example/p/" + name(i)),
                lines(30, i -> "https://" + name(i) + ".example"),
                "url\n" + lines(30, i -> "https://shop.example/" + name(i) + "/x"),
                lines(30, i -> "var/data/" + name(i)),
                lines(30, i -> "C:\\data\\" + name(i)),
                lines(30, i -> "C:\\\\data\\\\" + name(i)),
                lines(30, i -> "urn:isbn:" + name(i)),
                lines(30, i -> "~" + name(i)),
                "ip\n" + lines(30, i -> "10.0.0." + i),
                "mac\n" + lines(30, i -> "aa:bb:cc:dd:0" + i % 10 + ":ef"),
                "price\n" + lines(30, i -> i + ".50"));
    }

    private static String name(int i) {
        return NAMES.get(i % NAMES.size());
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(i -> line.apply(i) + "\n").collect(joining());
    }

    private static FormatHints delimiter(char delimiter) {
        return new FormatHints(null, delimiter, null, null, null);
    }

    private DatasetFile open(String content, FormatHints hints) throws IOException {
        return DatasetFile.open(Files.writeString(directory.resolve("file"), content), hints);
    }

    private void assertRefused(byte[] content, String reason) throws IOException {
        var file = Files.write(directory.resolve("file"), content);

        assertThatThrownBy(() -> DatasetFile.open(file, FormatHints.NONE))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(reason);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }
}
