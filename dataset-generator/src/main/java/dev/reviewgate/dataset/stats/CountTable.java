package dev.reviewgate.dataset.stats;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often each of some doubles occurs: a hash table with linear probing over one array of alternating bits and counts, so
 * that a look-up touches one cache line and boxes nothing.
 */
final class CountTable {
    private static final int SMALLEST = 1 << 6;

    /** Random, so that nobody can make a file whose values all fall into one place (multiply-shift hashing). */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    private long[] table = new long[2 * SMALLEST];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(SMALLEST);
    private int distinct;

    int distinct() {
        return distinct;
    }

    /** There is one zero only; NaN and infinities are the caller's to keep out. */
    void add(double value, long times) {
        var bits = Double.doubleToRawLongBits(value + 0.0);
        var slots = table;
        var mask = slots.length - 1;
        for (var i = place(bits); ; i = (i + 2) & mask) {
            var count = slots[i + 1];
            if (count == 0) {
                insert(i, bits, times);
                return;
            }
            if (slots[i] == bits) {
                slots[i + 1] = count + times;
                return;
            }
        }
    }

    private int place(long bits) {
        return (int) (((bits ^ (bits >>> 32)) * multiplier) >>> shift) << 1;
    }

    private void insert(int i, long bits, long times) {
        table[i] = bits;
        table[i + 1] = times;
        distinct++;
        if (4 * distinct > table.length) {
            grow();
        }
    }

    private void grow() {
        var old = table;
        table = new long[2 * old.length];
        shift--;
        var mask = table.length - 1;
        for (var from = 0; from < old.length; from += 2) {
            if (old[from + 1] != 0) {
                var i = place(old[from]);
                while (table[i + 1] != 0) {
                    i = (i + 2) & mask;
                }
                table[i] = old[from];
                table[i + 1] = old[from + 1];
            }
        }
    }

    /** How often {@code value} occurs. */
    long count(double value) {
        var bits = Double.doubleToRawLongBits(value + 0.0);
        var i = place(bits);
        while (table[i + 1] != 0 && table[i] != bits) {
            i = (i + 2) & (table.length - 1);
        }
        return table[i + 1];
    }

    void forEach(Numbers.Consumer consumer) {
        for (var i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                consumer.accept(Double.longBitsToDouble(table[i]), table[i + 1]);
            }
        }
    }

    /** The distinct values in ascending order. */
    double[] sortedValues() {
        var values = new double[distinct];
        var filled = 0;
        for (var i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                values[filled++] = Double.longBitsToDouble(table[i]);
            }
        }
        Arrays.sort(values);
        return values;
    }
}
