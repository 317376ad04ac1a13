package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidDatasetTest {
    private static final String HEADER = "id,name\n";

    @TempDir
    Path temporary;

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "the file is empty; give a CSV file with a header and at least one row"),
                arguments("\uFEFF", "the file is empty; give a CSV file with a header and at least one row"),
                arguments("\n\r\n", "the file is empty; give a CSV file with a header and at least one row"),
                arguments(HEADER, "the file has a header and no rows; give at least one row"),
                arguments("id,name\n\n\n", "the file has a header and no rows; give at least one row"),
                arguments(
                        "id,name,id\n1,2,3\n",
                        "line 1, column 3: the column name 'id' is there twice; give each its own"),
                arguments("id,,x\n1,2,3\n", "line 1, column 2: the column has no name; give each column one"),
                arguments("id, \n1,2\n", "line 1, column 2: the column has no name; give each column one"),
                arguments(
                        "id," + "x".repeat(129) + "\n1,2\n",
                        "line 1, column 2: the column name is not allowed; give 1 to 128 characters without control"
                                + " characters"),
                arguments(
                        IntStream.rangeClosed(0, 1_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
                                + "\n1\n",
                        "line 1: 1001 columns are not allowed; give at most 1000"),
                arguments(
                        HEADER + "1,a\n2,\"Secretive\n3,c\n",
                        "line 3, column 2: a quoted field starts here and is never closed"),
                arguments(
                        HEADER + "1,\"a\nb\"\n2,\"Secretive\"x\n",
                        "line 4, column 2: text after a closing quote; a quote inside a quoted field is written twice"),
                arguments(
                        HEADER + "1,Secretive\0\n",
                        "line 2, column 2: a NUL byte; this is not a text file in UTF-8 or Windows-1252"),
                arguments(
                        HEADER + "1," + "x".repeat(1 << 20) + "\n",
                        "line 2, column 2: a row of more than 1048576 bytes starts here; is a quote never closed?"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void fileIsRefusedWithLineColumnAndReason(String file, String message) {
        assertRefused(file.getBytes(StandardCharsets.UTF_8), message);
    }

    private void assertRefused(byte[] file, String message) {
        var s3 = new FakeS3().with("abc", "k", file);
        var handler = new Fixture(s3, temporary);

        assertThatThrownBy(
                        () -> handler.handleInput("{\"dataset\": {\"source\": {\"bucket\": \"abc\", \"key\": \"k\"}}}"))
                .isInstanceOf(InvalidDataset.class)
                .hasMessage(message);

        assertThat(s3.versions()).hasSize(1);
        assertThat(temporary).isEmptyDirectory();
        assertThat(handler.log()).doesNotContain("Secretive");
    }
}
