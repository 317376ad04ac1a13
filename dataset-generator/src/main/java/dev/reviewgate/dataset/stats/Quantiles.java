package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;

/** Exact quantiles of any number of doubles in constant memory. */
public final class Quantiles {
    /** Up to so many pairs of value and times are sorted in memory. */
    private static final long SORTED_ENTRIES = 1 << 17;

    private Quantiles() {}

    /** The middle value, or the mean of the two middle values; there must be at least one. */
    public static double median(Numbers numbers) throws IOException {
        return median(select(numbers, medianRanks(numbers.count())));
    }

    /** For each share p the smallest value that at least p of the values do not exceed, as SQL's percentile_disc; in shared passes. */
    public static double[] percentilesDisc(Numbers numbers, double... shares) throws IOException {
        return select(
                numbers,
                Arrays.stream(shares).mapToLong(p -> rank(p, numbers.count())).toArray());
    }

    /** The rank, from 0, of the percentile in {@code count} values. */
    static long rank(double p, long count) {
        return Math.max(0, Math.min(count, (long) Math.ceil(p * count)) - 1);
    }

    static long[] medianRanks(long count) {
        return new long[] {(count - 1) / 2, count / 2};
    }

    static double median(double... middle) {
        return middle[0] == middle[1] ? middle[0] : middle[0] / 2 + middle[1] / 2;
    }

    /** The values at these ranks, from 0, in ascending order; ranks may be in any order. */
    static double[] select(Numbers numbers, long... ranks) throws IOException {
        if (numbers instanceof SortedNumbers sorted) {
            return Arrays.stream(ranks).mapToDouble(sorted::at).toArray();
        }
        if (numbers.entries() <= SORTED_ENTRIES) {
            return select(SortedNumbers.of(numbers), ranks);
        }
        return RadixSelection.select(numbers, ranks);
    }

    /** The same numbers, sorted in memory if they are few. */
    static Numbers sortedIfFew(Numbers numbers) throws IOException {
        return numbers instanceof SortedNumbers || numbers.entries() > SORTED_ENTRIES
                ? numbers
                : SortedNumbers.of(numbers);
    }
}
