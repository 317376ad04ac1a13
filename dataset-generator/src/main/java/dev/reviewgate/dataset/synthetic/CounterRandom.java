package dev.reviewgate.dataset.synthetic;

/**
 * Random values that depend on nothing but (seed, row, draw), so that any row can be made by itself. The mixer is the
 * finalizer of SplitMix64 (Steele, Lea and Flood, 2014); all arithmetic is on whole numbers and so the same on every JDK.
 *
 * <p>What a row's draws have in common, its {@linkplain #state state}, is worked out once a row.
 */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long EVERY_OTHER_16_BITS = 0x0000FFFF0000FFFFL;

    private final long key;

    CounterRandom(long seed) {
        key = mix(seed + GOLDEN_GAMMA);
    }

    /** Maps 64 bits one-to-one to 64 bits that look random. */
    public static long mix(long value) {
        var z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    long state(long row) {
        return mix(key + row * GOLDEN_GAMMA);
    }

    static long bits(long state, Draw draw) {
        return mix(state + draw.offset);
    }

    /** A whole number from 0 to below {@code bound}. */
    static int below(int bound, long state, Draw draw) {
        var bits = bits(state, draw);
        // Not Long.remainderUnsigned, for which newer JDKs divide even where the divisor is known when they compile.
        var quotient = ((bits >>> 1) / bound) << 1;
        var rest = bits - quotient * bound;
        return (int) (rest < bound ? rest : rest - bound);
    }

    /** Whether this is one of the cases of which there is the given share, as {@link #threshold} tells it. */
    static boolean happens(long threshold, long state, Draw draw) {
        return bits(state, draw) >>> 11 < threshold;
    }

    /** How many of the 2^53 cases make up a share, from 0 to 1. */
    static long threshold(double share) {
        return (long) Math.ceil(share * 0x1.0p53);
    }

    /** A number from 0 to below 1. */
    static double share(long state, Draw draw) {
        return (bits(state, draw) >>> 11) * 0x1.0p-53;
    }

    /**
     * A whole number near 0, bell-shaped with the given standard deviation and never further away than six of them: the sum
     * of twelve uniform values of 16 bits (Irwin-Hall).
     */
    static long bell(long deviation, long state, Draw draw) {
        var first = state + draw.offset;
        var sums = pairs(mix(first)) + pairs(mix(first + GOLDEN_GAMMA)) + pairs(mix(first + 2 * GOLDEN_GAMMA));
        var sum = (sums >>> 32) + (sums & 0xFFFF_FFFFL) - 12L * 0x7FFF - 6;
        return (sum * deviation + 0x8000) >> 16;
    }

    /** Adds the four 16-bit numbers of a word up to two, one in each half. */
    private static long pairs(long bits) {
        return (bits & EVERY_OTHER_16_BITS) + (bits >>> 16 & EVERY_OTHER_16_BITS);
    }

    /** What a value is drawn for. The numbers are part of the data that a seed gives: change none. */
    enum Draw {
        FAULT(1),
        PAIR_FAULT(2),
        KIND(3),
        VARIANT(4),
        FIRST_NAME(5),
        LAST_NAME(6),
        NAME_STYLE(7),
        COUNTRY(8),
        BIRTH_DATE(9),
        SIGNUP_DATE(10),
        ORDERS(11),
        BASKET(12),
        HEIGHT(13),
        SATISFACTION(14);

        /** Where its random numbers start: each draw has room for four parts of 64 bits. */
        private final long stream;

        private final long offset;

        Draw(int number) {
            stream = 4L * number;
            offset = stream * GOLDEN_GAMMA;
        }

        long stream() {
            return stream;
        }
    }
}
