package dev.reviewgate.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST = LocalDate.of(9999, 12, 31).toEpochDay();

    @Test
    void fewDaysAreCountedAsTheyAre() {
        var days = new Days(1);
        days.add(FIRST, 2);
        days.add(LAST, 1);
        days.add(0, 3);
        days.add(-1, 1);
        days.add(0, 1);

        assertThat(days.isExact()).isTrue();
        assertThat(counts(days)).isEqualTo(Map.of((double) FIRST, 2L, -1.0, 1L, 0.0, 4L, (double) LAST, 1L));
        assertThat(days.count()).isEqualTo(8);
        assertThat(days.entries()).isEqualTo(4);
        assertThat(days.first()).isEqualTo(FIRST);
        assertThat(days.last()).isEqualTo(LAST);
    }

    @Test
    void allDaysThereAreFitIn() {
        for (var columns : new int[] {1, 1_000}) {
            var days = new Days(columns);
            for (var day = FIRST; day <= LAST; day++) {
                days.add(day, 1);
            }

            assertThat(days.isExact()).isFalse();
            assertThat(days.count()).isEqualTo(LAST - FIRST + 1);
            assertThat(days.entries()).isBetween(1_000L, 262_144L);
            assertThat(days.first()).isEqualTo(FIRST);
            assertThat(days.last()).isEqualTo(LAST);
            days.forEach((day, times) -> assertThat(day).isBetween((double) FIRST, (double) LAST));
        }
    }

    @Property(tries = 200)
    void partsInAnyOrderMakeTheSame(
            @ForAll("days") long[] values, @ForAll @IntRange(min = 1, max = 2_000) int columns, @ForAll int cut)
            throws IOException {
        var whole = new Days(columns);
        var parts = new Days[] {new Days(columns), new Days(columns), new Days(columns)};
        for (var i = 0; i < values.length; i++) {
            whole.add(values[i], 1 + i % 3);
            parts[Math.floorMod(i * 31 + cut, 3)].add(values[i], 1 + i % 3);
        }

        var last = copy(parts[2], columns);
        last.merge(parts[0]);
        last.merge(copy(parts[1], columns));

        assertThat(counts(last)).isEqualTo(counts(whole));
        assertThat(last.isExact()).isEqualTo(whole.isExact());
        assertThat(counts(last).keySet())
                .allMatch(day -> day >= whole.first() && day <= whole.last())
                .contains(whole.counted((double) whole.first()), whole.counted((double) whole.last()));
        assertThat(new long[] {last.count(), last.first(), last.last()})
                .isEqualTo(new long[] {whole.count(), whole.first(), whole.last()});
    }

    @Provide
    Arbitrary<long[]> days() {
        return Arbitraries.longs()
                .between(FIRST, LAST)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    private static Map<Double, Long> counts(Days days) {
        var counts = new TreeMap<Double, Long>();
        days.forEach((day, times) -> counts.merge(day, times, Long::sum));
        return counts;
    }

    private static Days copy(Days days, int columns) throws IOException {
        var bytes = new ByteArrayOutputStream();
        days.writeTo(new DataOutputStream(bytes));
        return Days.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), columns);
    }
}
