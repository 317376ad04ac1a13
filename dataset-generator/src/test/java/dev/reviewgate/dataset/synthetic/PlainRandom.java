package dev.reviewgate.dataset.synthetic;

import dev.reviewgate.dataset.synthetic.CounterRandom.Draw;

/**
 * Random values that depend on nothing but (seed, row, draw), so that any row can be made by itself. The mixer is the
 * finalizer of SplitMix64 (Steele, Lea and Flood, 2014); all arithmetic is on whole numbers and so the same on every JDK.
 */
final class PlainRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;

    PlainRandom(long seed) {
        key = mix(seed + GOLDEN_GAMMA);
    }

    static long mix(long value) {
        var z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    long bits(long row, Draw draw) {
        return bits(row, draw, 0);
    }

    private long bits(long row, Draw draw, int part) {
        return mix(mix(key + row * GOLDEN_GAMMA) + (draw.stream() + part) * GOLDEN_GAMMA);
    }

    /** A whole number from 0 to below {@code bound}. */
    int below(int bound, long row, Draw draw) {
        return (int) Long.remainderUnsigned(bits(row, draw), bound);
    }

    /** A number from 0 to below 1. */
    double share(long row, Draw draw) {
        return (bits(row, draw) >>> 11) * 0x1.0p-53;
    }

    /**
     * A whole number near 0, bell-shaped with the given standard deviation and never further away than six of them: the sum
     * of twelve uniform values (Irwin-Hall).
     */
    long bell(long deviation, long row, Draw draw) {
        var sum = -12L * 0x7FFF - 6;
        for (var part = 0; part < 3; part++) {
            var bits = bits(row, draw, part);
            for (var i = 0; i < Long.SIZE; i += 16) {
                sum += bits >>> i & 0xFFFF;
            }
        }
        return Math.floorDiv(sum * deviation + 0x8000, 0x10000);
    }
}
