package dev.reviewgate.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How the numbers of a column lie between its fences and a little beyond; the rest is counted as below or above. */
record Histogram(double from, double to, List<Long> counts, long below, long above) {
    private static final int BINS = 24;
    private static final double WIDENED = 1.25;

    Histogram {
        counts = List.copyOf(counts);
    }

    static Histogram of(Numbers numbers, NumberStatistics statistics) throws IOException {
        var reach = WIDENED * (statistics.upperFence() - statistics.median());
        // A column of one value has no width of its own, or none that a double could hold.
        var half = statistics.median() + reach > statistics.median()
                ? reach
                : Math.max(0.5, Math.abs(statistics.median()) / 20);
        var from = statistics.median() - half;
        var to = statistics.median() + half;
        var counts = new long[BINS + 2];
        numbers.forEach(value -> counts[bin(value, from, to)]++);
        var inside = Arrays.stream(counts, 1, BINS + 1).boxed().toList();
        return new Histogram(from, to, inside, counts[0], counts[BINS + 1]);
    }

    /** 0 is below, 1 to 24 are the bins, the last one with its upper edge, and 25 is above. */
    private static int bin(double value, double from, double to) {
        if (value < from) {
            return 0;
        }
        if (value > to) {
            return BINS + 1;
        }
        return 1 + (int) Math.min(BINS - 1, (value - from) / (to - from) * BINS);
    }
}
