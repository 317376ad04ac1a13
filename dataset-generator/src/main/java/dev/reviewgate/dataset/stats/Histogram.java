package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How the numbers of a column lie between its fences and a little beyond; the rest is counted as below or above. */
public record Histogram(double from, double to, List<Long> counts, long below, long above) {
    /** Bins, and one more on either side. */
    public static final int PLACES = 26;

    private static final int BINS = PLACES - 2;

    /** How far the histogram reaches beyond each fence, as a share of the distance between them. */
    private static final double BEYOND = 0.125;

    public Histogram {
        counts = List.copyOf(counts);
    }

    public static Histogram of(Numbers numbers, NumberStatistics statistics) throws IOException {
        var width = statistics.upperFence() - statistics.lowerFence();
        var from = statistics.lowerFence() - BEYOND * width;
        var to = statistics.upperFence() + BEYOND * width;
        // A column of one value has no width of its own, or none that a double could hold.
        if (!(from < statistics.median() && statistics.median() < to)) {
            var half = Math.max(Math.max(0.5, Math.abs(statistics.median()) / 20), width);
            from = statistics.median() - half;
            to = statistics.median() + half;
        }
        var bins = new Bins(from, to);
        numbers.forEach(bins);
        return new Histogram(from, to, inside(bins.counts), bins.counts[0], bins.counts[BINS + 1]);
    }

    /** The counts of the bins, of those of all places. */
    public static List<Long> inside(long[] places) {
        return Arrays.stream(places, 1, BINS + 1).boxed().toList();
    }

    /** Where a value is counted: 0 is below, 1 to 24 are the bins, the last one with its upper edge, and 25 is above. */
    public int place(double value) {
        return place(value, from, to, BINS / (to - from));
    }

    private static int place(double value, double from, double to, double perUnit) {
        if (value < from) {
            return 0;
        }
        if (value > to) {
            return BINS + 1;
        }
        return 1 + Math.min(BINS - 1, (int) ((value - from) * perUnit));
    }

    private static final class Bins implements Numbers.Consumer {
        private final double from;
        private final double to;
        private final double perUnit;
        private final long[] counts = new long[PLACES];

        Bins(double from, double to) {
            this.from = from;
            this.to = to;
            perUnit = BINS / (to - from);
        }

        @Override
        public void accept(double value, long times) {
            counts[place(value, from, to, perUnit)] += times;
        }

        @Override
        public void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                counts[place(values[i], from, to, perUnit)]++;
            }
        }
    }
}
