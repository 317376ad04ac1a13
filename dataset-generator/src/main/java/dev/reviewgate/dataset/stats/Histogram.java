package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How the numbers of a column lie between its fences and a little beyond; the rest is counted as below or above. */
public record Histogram(double from, double to, List<Long> counts, long below, long above) {
    private static final int BINS = 24;

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
        var inside = Arrays.stream(bins.counts, 1, BINS + 1).boxed().toList();
        return new Histogram(from, to, inside, bins.counts[0], bins.counts[BINS + 1]);
    }

    /** 0 is below, 1 to 24 are the bins, the last one with its upper edge, and 25 is above. */
    private static final class Bins implements Numbers.Consumer {
        private final double from;
        private final double to;
        private final double perUnit;
        private final long[] counts = new long[BINS + 2];

        Bins(double from, double to) {
            this.from = from;
            this.to = to;
            perUnit = BINS / (to - from);
        }

        @Override
        public void accept(double value, long times) {
            counts[bin(value)] += times;
        }

        @Override
        public void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                counts[bin(values[i])]++;
            }
        }

        private int bin(double value) {
            if (value < from) {
                return 0;
            }
            if (value > to) {
                return BINS + 1;
            }
            return 1 + Math.min(BINS - 1, (int) ((value - from) * perUnit));
        }
    }
}
