package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the values at several ranks in shared passes over the numbers. The first pass counts them by the first 16 bits of
 * their order-preserving encoding, each further one by the next 8 bits among those that begin like a value sought, until
 * so few are left that they are collected and sorted.
 */
final class RadixSelection {
    private static final int FIRST_BITS = 16;
    private static final int FIRST_SHIFT = Long.SIZE - FIRST_BITS;
    private static final int DIGIT_BITS = 8;
    private static final int DIGIT = (1 << DIGIT_BITS) - 1;
    private static final int MOST_COLLECTED = 1 << 19;

    private final Numbers numbers;
    private final int mostCollected;
    private final long[] order;
    private final long[] remaining;

    /** For each rank the place of its bucket in the counts of the newest pass. */
    private final int[] buckets;

    private final long[] prefixes;
    private long[] counts;

    /** For each pass but the newest: what to add to the next digit to get its place in the next counts, or -1. */
    private int[][] routes = {};

    /** Goes on from a pass that the caller has already made with {@link FirstDigits}. */
    RadixSelection(Numbers numbers, long[] firstDigits, long[] ranks) {
        this(numbers, firstDigits, ranks, MOST_COLLECTED);
    }

    RadixSelection(Numbers numbers, long[] firstDigits, long[] ranks, int mostCollected) {
        this.numbers = numbers;
        this.mostCollected = mostCollected;
        counts = firstDigits;
        order = ranks.clone();
        Arrays.sort(order);
        remaining = order.clone();
        buckets = new int[order.length];
        prefixes = new long[order.length];
    }

    static double[] select(Numbers numbers, long... ranks) throws IOException {
        var digits = new FirstDigits();
        numbers.forEach(digits);
        return new RadixSelection(numbers, digits.counts, ranks).select(ranks);
    }

    /** Counts numbers by their first digits. */
    static final class FirstDigits implements Numbers.Consumer {
        final long[] counts = new long[1 << FIRST_BITS];

        @Override
        public void accept(double value, long times) {
            counts[(int) (encode(value) >>> FIRST_SHIFT)] += times;
        }

        @Override
        public void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                counts[(int) (encode(values[i]) >>> FIRST_SHIFT)]++;
            }
        }
    }

    double[] select(long... ranks) throws IOException {
        var sorted = selectInOrder();
        return Arrays.stream(ranks)
                .mapToDouble(rank -> sorted[Arrays.binarySearch(order, rank)])
                .toArray();
    }

    private double[] selectInOrder() throws IOException {
        var shift = FIRST_SHIFT;
        descend(FIRST_BITS);
        while (shift > 0) {
            var total = route();
            if (total <= mostCollected) {
                return collect((int) total);
            }
            shift -= DIGIT_BITS;
            counts = count();
            descend(DIGIT_BITS);
        }
        return Arrays.stream(prefixes).mapToDouble(RadixSelection::decode).toArray();
    }

    /** Finds each rank's bucket among the newest counts; before that, {@code buckets} holds where its slot begins. */
    private void descend(int bits) {
        for (var i = 0; i < order.length; i++) {
            var at = buckets[i];
            while (remaining[i] >= counts[at]) {
                remaining[i] -= counts[at++];
            }
            prefixes[i] = (prefixes[i] << bits) | (at - buckets[i]);
            buckets[i] = at;
        }
    }

    /** Gives each bucket that is sought a slot in the next counts; answers how many numbers those buckets hold. */
    private long route() {
        var route = new int[counts.length];
        Arrays.fill(route, -1);
        var total = 0L;
        var next = 0;
        for (var i = 0; i < order.length; i++) {
            var bucket = buckets[i];
            if (route[bucket] < 0) {
                route[bucket] = next << DIGIT_BITS;
                next++;
                total += counts[bucket];
            }
        }
        routes = Arrays.copyOf(routes, routes.length + 1);
        routes[routes.length - 1] = route;
        return total;
    }

    private long[] count() throws IOException {
        var last = routes[routes.length - 1];
        var slots = Arrays.stream(last).max().getAsInt() + DIGIT + 1;
        var next = new long[slots];
        numbers.forEach(new Sought() {
            @Override
            void found(long code, int slot, int shift, long times) {
                next[slot + ((int) (code >>> shift) & DIGIT)] += times;
            }
        });
        for (var i = 0; i < order.length; i++) {
            buckets[i] = last[buckets[i]];
        }
        return next;
    }

    private double[] collect(int total) throws IOException {
        var collected = new long[total];
        numbers.forEach(new Sought() {
            private int filled;

            @Override
            void found(long code, int slot, int shift, long times) {
                for (var i = 0L; i < times; i++) {
                    // The doubles' order is that of unsigned longs, the sort's that of signed ones.
                    collected[filled++] = code ^ Long.MIN_VALUE;
                }
            }
        });
        Arrays.sort(collected);
        var found = new double[order.length];
        var before = 0L;
        for (var i = 0; i < order.length; i++) {
            if (i > 0 && buckets[i] != buckets[i - 1]) {
                before += counts[buckets[i - 1]];
            }
            found[i] = decode(collected[(int) (before + remaining[i])] ^ Long.MIN_VALUE);
        }
        return found;
    }

    /** Looks at those numbers only that begin like one sought. */
    private abstract class Sought implements Numbers.Consumer {
        private final int[] first = routes[0];

        abstract void found(long code, int slot, int shift, long times);

        @Override
        public void accept(double value, long times) {
            var code = encode(value);
            var shift = FIRST_SHIFT;
            var slot = first[(int) (code >>> shift)];
            for (var level = 1; level < routes.length && slot >= 0; level++) {
                shift -= DIGIT_BITS;
                slot = routes[level][slot + ((int) (code >>> shift) & DIGIT)];
            }
            if (slot >= 0) {
                found(code, slot, shift - DIGIT_BITS, times);
            }
        }

        @Override
        public void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                if (first[(int) (encode(values[i]) >>> FIRST_SHIFT)] >= 0) {
                    accept(values[i], 1);
                }
            }
        }
    }

    /** Orders as unsigned longs just as the doubles order. */
    static long encode(double value) {
        var bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    static double decode(long code) {
        return Double.longBitsToDouble(code ^ ((~code >> 63) | Long.MIN_VALUE));
    }
}
