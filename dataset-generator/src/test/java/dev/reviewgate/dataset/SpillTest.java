package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {
    @TempDir
    Path directory;

    @Test
    void marksAreFoundAcrossSpans() throws IOException {
        try (var workspace = Workspace.in(directory)) {
            var rows = new long[] {30_000_000, 0, 8_388_607, 8_388_608, 5};
            var marks = new RowMarks(workspace);
            try (marks) {
                for (var row : rows) {
                    marks.mark(row);
                }
            }

            var asked = new long[] {0, 1, 5, 8_388_607, 8_388_608, 8_388_609, 20_000_000, 30_000_000, 90_000_000};
            var marked = new HashSet<Long>();
            for (var row : asked) {
                if (marks.isMarked(row)) {
                    marked.add(row);
                }
            }

            assertThat(marked).containsExactlyInAnyOrder(0L, 5L, 8_388_607L, 8_388_608L, 30_000_000L);
        }
    }

    @Test
    void duplicatesAreFoundInEverySliceOfAPartition() throws IOException {
        try (var workspace = Workspace.in(directory);
                var finder = new DuplicateFinder(workspace, 100)) {
            for (var row = 0L; row < 40_000; row++) {
                finder.add(row, "C" + (row % 5 == 0 ? row / 10 : row + 100_000));
            }

            var marks = finder.find();

            for (var row : LongStream.range(0, 40_000).toArray()) {
                assertThat(marks.isMarked(row)).as("row %d", row).isEqualTo(row % 5 == 0);
            }
        }
    }
}
