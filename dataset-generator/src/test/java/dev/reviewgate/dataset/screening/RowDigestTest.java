package dev.reviewgate.dataset.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowDigestTest {
    @Test
    void orderLineEndsAndPartsMakeNoDifference() throws IOException {
        var rows = new ArrayList<>(rows(30_000));
        rows.addAll(rows.subList(0, 3_000));
        var whole = digest(rows, "\n");
        Collections.shuffle(rows, new Random(3));

        var merged = new RowDigest();
        for (var part : List.of(rows.subList(20_000, 33_000), rows.subList(0, 10), rows.subList(10, 20_000))) {
            merged.merge(copy(digest(part, "\r\n")));
        }

        assertThat(merged.text()).isEqualTo(whole.text()).matches("[0-9a-f]{32}");
        assertThat(merged.repeated()).isEqualTo(whole.repeated()).isEqualTo(1 / 11.0, within(0.01));
    }

    @Test
    void anyChangeOfARowMakesAnotherDigest() {
        var digests = new HashSet<String>();
        var rows = new ArrayList<>(List.of("", " ", "a", "b", "aa", "a,b", "b,a"));
        for (var length = 1; length < 70; length++) {
            var row = "x".repeat(length);
            rows.add(row);
            for (var i = 0; i < length; i++) {
                rows.add(row.substring(0, i) + "y" + row.substring(i + 1));
            }
        }

        rows.forEach(row -> digests.add(digest(List.of(row), "\n").text()));

        assertThat(digests).hasSameSizeAs(rows);
    }

    @Test
    void rowsOfASmallDatasetAreCountedExactly() {
        assertThat(digest(List.of("a", "b", "a", "a"), "\n").repeated()).isEqualTo(0.5);
        assertThat(digest(rows(1_000), "\n").repeated()).isZero();
        assertThat(new RowDigest().repeated()).isZero();
    }

    private static List<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + ",row " + i * 7_919L).toList();
    }

    private static RowDigest digest(List<String> rows, String lineEnd) {
        var digest = new RowDigest();
        for (var row : rows) {
            var bytes = ("," + row + lineEnd).getBytes(StandardCharsets.UTF_8);
            digest.add(bytes, 1, bytes.length);
        }
        return digest;
    }

    private static RowDigest copy(RowDigest digest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        digest.write(new DataOutputStream(bytes));
        return RowDigest.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
