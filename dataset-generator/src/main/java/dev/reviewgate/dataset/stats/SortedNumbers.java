package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;

/** Numbers with so few distinct values that all of them are in memory, in ascending order. */
final class SortedNumbers implements Numbers {
    private final double[] values;

    /** For each value, how many numbers are at most that. */
    private final long[] atMost;

    private SortedNumbers(double[] values, long[] atMost) {
        this.values = values;
        this.atMost = atMost;
    }

    static SortedNumbers of(Numbers numbers) throws IOException {
        var table = new CountTable();
        numbers.forEach(table::add);
        var values = table.sortedValues();
        var atMost = new long[values.length];
        var count = 0L;
        for (var i = 0; i < values.length; i++) {
            count += table.count(values[i]);
            atMost[i] = count;
        }
        return new SortedNumbers(values, atMost);
    }

    @Override
    public long count() {
        return values.length == 0 ? 0 : atMost[values.length - 1];
    }

    @Override
    public long entries() {
        return values.length;
    }

    @Override
    public void forEach(Consumer consumer) {
        var before = 0L;
        for (var i = 0; i < values.length; i++) {
            consumer.accept(values[i], atMost[i] - before);
            before = atMost[i];
        }
    }

    /** The value at {@code rank}, from 0. */
    double at(long rank) {
        var i = Arrays.binarySearch(atMost, rank + 1);
        return values[i < 0 ? -i - 1 : i];
    }
}
