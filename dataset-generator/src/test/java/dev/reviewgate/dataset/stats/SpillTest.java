package dev.reviewgate.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {
    @TempDir
    Path directory;

    @Test
    void columnGivesBackItsNumbersCountedOrSpilled() throws IOException {
        try (var spill = new Spill(directory.resolve("spill"), 3)) {
            var many = new NumberColumn(spill);
            var few = new NumberColumn(spill);
            var none = new NumberColumn(spill);
            var rows = 200_000;
            for (var row = 0; row < rows; row++) {
                many.add(row >> 1);
                few.add(-row % 7);
            }

            assertThat(many.isExactlyCounted()).isFalse();
            assertThat(few.isExactlyCounted()).isTrue();
            assertThat(spill.bytes()).isPositive();
            assertThat(sorted(many.numbers()))
                    .isEqualTo(IntStream.range(0, rows)
                            .mapToObj(row -> (double) (row >> 1))
                            .toList());
            assertThat(few.numbers().entries()).isEqualTo(7);
            assertThat(sorted(few.numbers())).hasSize(rows).startsWith(-6.0).endsWith(0.0);
            assertThat(many.numbers().count()).isEqualTo(rows);
            assertThat(sorted(none.numbers())).isEmpty();
        }
    }

    @Test
    void partsOfSeveralThreadsMakeOneColumn() throws IOException {
        try (var spill = new Spill(directory.resolve("spill"), 4)) {
            var parts = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> fill(new NumberColumn(spill), i)))
                    .toList();

            var whole = Numbers.union(parts.stream()
                    .map(CompletableFuture::join)
                    .map(NumberColumn::numbers)
                    .toList());

            assertThat(whole.count()).isEqualTo(400_000);
            assertThat(sorted(whole))
                    .isEqualTo(IntStream.range(0, 400_000)
                            .mapToObj(i -> (double) i)
                            .toList());
        }
    }

    private static NumberColumn fill(NumberColumn column, int part) {
        try {
            for (var i = 0; i < 100_000; i++) {
                column.add(4 * i + part);
            }
            return column;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyColumnsShareTheMemory() throws IOException {
        var columns = 4_000;
        try (var spill = new Spill(directory.resolve("spill"), columns)) {
            var all = IntStream.range(0, columns)
                    .mapToObj(i -> new NumberColumn(spill))
                    .toList();
            for (var row = 0; row < 1_000; row++) {
                for (var column : all) {
                    column.add(row);
                }
            }

            assertThat(all).noneMatch(NumberColumn::isExactlyCounted);
            assertThat(sorted(all.get(columns - 1).numbers()))
                    .hasSize(1_000)
                    .startsWith(0.0)
                    .endsWith(999.0);
        }
    }

    private static List<Double> sorted(Numbers numbers) throws IOException {
        var values = new ArrayList<Double>();
        numbers.forEach((value, times) -> values.addAll(Collections.nCopies((int) times, value)));
        Collections.sort(values);
        return values;
    }
}
