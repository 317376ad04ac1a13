package dev.reviewgate.dataset;

import java.io.IOException;

/**
 * The exact median of any number of doubles in constant memory: a radix selection that narrows the value down by 16 bits
 * of its order-preserving encoding in each pass.
 */
final class ExactMedian {
    private static final int DIGIT_BITS = 16;

    private ExactMedian() {}

    /** The middle value, or the mean of the two middle values; there must be at least one. */
    static double of(Numbers numbers) throws IOException {
        var count = numbers.count();
        var lower = select(numbers, (count - 1) / 2);
        return count % 2 == 1 ? lower : midpoint(lower, next(numbers, lower, count / 2));
    }

    /** The value at {@code rank} (from 0) in ascending order. */
    private static double select(Numbers numbers, long rank) throws IOException {
        var remaining = rank;
        var prefix = 0L;
        for (var shift = Long.SIZE - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
            var counts = countDigits(numbers, prefix, shift);
            var digit = 0;
            while (remaining >= counts[digit]) {
                remaining -= counts[digit++];
            }
            prefix = prefix << DIGIT_BITS | digit;
        }
        return decode(prefix);
    }

    private static long[] countDigits(Numbers numbers, long prefix, int shift) throws IOException {
        var counts = new long[1 << DIGIT_BITS];
        var above = shift + DIGIT_BITS;
        numbers.forEach(value -> {
            var code = encode(value);
            if (above == Long.SIZE || code >>> above == prefix) {
                counts[(int) (code >>> shift) & 0xFFFF]++;
            }
        });
        return counts;
    }

    /** The value at {@code rank}, knowing the one just below it. */
    private static double next(Numbers numbers, double lower, long rank) throws IOException {
        var state = new Object() {
            long atMost;
            double above = Double.POSITIVE_INFINITY;
        };
        numbers.forEach(value -> {
            if (value <= lower) {
                state.atMost++;
            } else {
                state.above = Math.min(state.above, value);
            }
        });
        return state.atMost > rank ? lower : state.above;
    }

    private static double midpoint(double lower, double upper) {
        return lower == upper ? lower : lower / 2 + upper / 2;
    }

    /** Orders as unsigned longs just as the doubles order. */
    private static long encode(double value) {
        var bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    private static double decode(long code) {
        return Double.longBitsToDouble(code ^ (~code >> 63 | Long.MIN_VALUE));
    }
}
