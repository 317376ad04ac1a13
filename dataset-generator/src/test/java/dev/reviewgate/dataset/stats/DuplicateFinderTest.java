package dev.reviewgate.dataset.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateFinderTest {
    @Property(tries = 300)
    void rowsThatShareTheirIdentifierAreMarked(
            @ForAll("identifiers") List<String> identifiers, @ForAll @IntRange(max = 40) int split) throws IOException {
        var rows = new HashMap<String, List<Integer>>();
        for (var row = 0; row < identifiers.size(); row++) {
            rows.computeIfAbsent(identifiers.get(row), key -> new ArrayList<>()).add(row);
        }
        var file = Files.createTempDirectory("spill").resolve("spill");
        try (var spill = new Spill(file, 8)) {
            var secret = HashSecret.random();
            var parts = List.of(new DuplicateFinder(spill, secret, 4), new DuplicateFinder(spill, secret, 4));
            for (var row = 0; row < identifiers.size(); row++) {
                var bytes = ("," + identifiers.get(row) + " \t").getBytes(UTF_8);
                var part = row < split ? 0 : 1;
                parts.get(part).add(part == 0 ? row : row - split, bytes, 1, bytes.length);
            }

            var marks = DuplicateFinder.find(parts, new long[] {0, split});

            for (var row = 0; row < identifiers.size(); row++) {
                assertThat(marks.isMarked(row))
                        .as("row %d", row)
                        .isEqualTo(rows.getOrDefault(identifiers.get(row), List.of())
                                        .size()
                                > 1);
            }
        } finally {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    @Provide
    Arbitrary<List<String>> identifiers() {
        var few = Arbitraries.strings().withChars("a\0").ofMaxLength(3);
        var prefixed = Arbitraries.integers()
                .between(0, 40)
                .flatMap(length ->
                        Arbitraries.strings().withChars("b\0").ofMaxLength(2).map(tail -> "x".repeat(length) + tail));
        return Arbitraries.oneOf(few, prefixed).list().ofMaxSize(60);
    }

    @Test
    void duplicatesAreFoundInEverySliceOfAPartition(@TempDir Path directory) throws IOException {
        try (var spill = new Spill(directory.resolve("spill"), 1)) {
            var finder = new DuplicateFinder(spill, new HashSecret(1, 2), 1);
            var rows = 400_000;
            for (var row = 0L; row < rows; row++) {
                var bytes = ("C" + (row % 5 == 0 ? row / 10 : row + 1_000_000)).getBytes(UTF_8);
                finder.add(row, bytes, 0, bytes.length);
            }

            var marks = DuplicateFinder.find(List.of(finder), new long[1]);

            assertThat(LongStream.range(0, rows).filter(row -> marks.isMarked(row) != (row % 5 == 0)))
                    .isEmpty();
            assertThat(marks.count()).isEqualTo(rows / 5);
        }
    }

    @Test
    void marksAreFoundAcrossSpans() {
        var marks = new RowMarks();
        var rows = new long[] {30_000_000, 0, 1_048_575, 1_048_576, 5};
        for (var row : rows) {
            marks.mark(row);
        }

        var asked = new long[] {0, 1, 5, 1_048_574, 1_048_575, 1_048_576, 1_048_577, 20_000_000, 30_000_000, 1L << 40};

        assertThat(LongStream.of(asked).filter(marks::isMarked))
                .containsExactly(0L, 5L, 1_048_575L, 1_048_576L, 30_000_000L);
        assertThat(marks.count()).isEqualTo(rows.length);
    }

    @Test
    void secretIsNotPrinted() {
        assertThat(new HashSecret(123_456_789, 987_654_321)).hasToString("HashSecret[hidden]");
    }

    @Test
    void numberOfPartitionsIsAPowerOfTwo(@TempDir Path directory) throws IOException {
        try (var spill = new Spill(directory.resolve("spill"), 1)) {
            assertThatThrownBy(() -> new DuplicateFinder(spill, new HashSecret(1, 2), 12))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("12");
        }
    }
}
