package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The distinct values of a column as bytes, each with how often it occurs: a hash table with linear probing that takes
 * {@value #MAX_VALUES} values of at most {@value #MAX_BYTES} bytes and no more. To look a value up is cheaper than to parse
 * it, so columns of few distinct values are parsed once for each of them. Outer white space is left out.
 */
final class ValueTable {
    static final int MAX_VALUES = 1_000;
    static final int MAX_BYTES = 64;

    private static final int NONE = -1;
    private static final int SMALLEST = 1 << 5;

    /** Bytes of a value that stand beside its length in one word. */
    private static final int TAIL = 6;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Random, so that nobody can make a file whose values all fall into one place. */
    private final long headSecret = ThreadLocalRandom.current().nextLong();

    private final long tailSecret = ThreadLocalRandom.current().nextLong();

    private int[] slots = new int[2 * SMALLEST];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(slots.length);

    private byte[] bytes = new byte[8 * SMALLEST];
    private int[] starts = new int[SMALLEST + 1];
    private long[] heads = new long[SMALLEST];
    private long[] tails = new long[SMALLEST];
    private long[] counts = new long[SMALLEST];
    private int size;

    /** Counts the value; false if the table is full or the value too long, which changes nothing. */
    boolean add(byte[] b, int from, int to, long times) {
        var start = Values.skipSpace(b, from, to);
        var end = Values.skipSpaceBack(b, start, to);
        if (end - start > MAX_BYTES) {
            return false;
        }
        var head = head(b, start, end);
        var tail = tail(b, start, end);
        var slot = slot(head, tail, b, start, end);
        var mask = slots.length - 1;
        int index;
        while ((index = slots[slot] - 1) >= 0) {
            if (is(index, head, tail, b, start, end)) {
                counts[index] += times;
                return true;
            }
            slot = slot + 1 & mask;
        }
        if (size == MAX_VALUES) {
            return false;
        }
        insert(slot, head, tail, b, start, end, times);
        return true;
    }

    /** Where the value stands among the values, from 0; negative if it is not there. */
    int indexOf(byte[] b, int from, int to) {
        var start = Values.skipSpace(b, from, to);
        var end = Values.skipSpaceBack(b, start, to);
        if (end - start > MAX_BYTES) {
            return NONE;
        }
        var head = head(b, start, end);
        var tail = tail(b, start, end);
        var mask = slots.length - 1;
        for (var slot = slot(head, tail, b, start, end); ; slot = slot + 1 & mask) {
            var index = slots[slot] - 1;
            if (index < 0 || is(index, head, tail, b, start, end)) {
                return index;
            }
        }
    }

    /** Adds the counts of another table; false if not all of its values found room. */
    boolean addAll(ValueTable other) {
        for (var i = 0; i < other.size; i++) {
            if (!add(other.bytes, other.starts[i], other.starts[i + 1], other.counts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Writes the values in the order in which they came first. */
    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (var i = 0; i < size; i++) {
            out.writeByte(starts[i + 1] - starts[i]);
            out.write(bytes, starts[i], starts[i + 1] - starts[i]);
            out.writeLong(counts[i]);
        }
    }

    static ValueTable read(DataInput in) throws IOException {
        var table = new ValueTable();
        for (var left = in.readInt(); left > 0; left--) {
            var value = new byte[in.readByte()];
            in.readFully(value);
            table.add(value, 0, value.length, in.readLong());
        }
        return table;
    }

    /** The values as text. */
    Map<String, Long> counts(Charset charset) {
        var texts = new LinkedHashMap<String, Long>();
        for (var i = 0; i < size; i++) {
            texts.merge(text(i, charset), counts[i], Long::sum);
        }
        return texts;
    }

    String text(int index, Charset charset) {
        return new String(bytes, starts[index], starts[index + 1] - starts[index], charset);
    }

    int size() {
        return size;
    }

    long count(int index) {
        return counts[index];
    }

    /** Holds the values one after the other. */
    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return starts[index + 1];
    }

    /** Head and tail, which hold the length, are the whole value up to 14 bytes; only longer ones are compared further. */
    private boolean is(int index, long head, long tail, byte[] b, int from, int to) {
        return heads[index] == head
                && tails[index] == tail
                && (to - from <= Long.BYTES + TAIL
                        || Arrays.equals(bytes, starts[index], starts[index + 1], b, from, to));
    }

    /** Where to look for the value first: the halves of the product of two secret words, as wyhash folds them. */
    private int slot(long head, long tail, byte[] b, int from, int to) {
        var hash = fold(head ^ headSecret, tail ^ tailSecret);
        // Values that differ in the middle only, as times of one day do, must not meet in one place.
        for (var at = from + Long.BYTES; at < to - TAIL; at += Long.BYTES) {
            hash = fold(hash ^ headSecret, word(b, at, Math.min(to - TAIL, at + Long.BYTES)) ^ tailSecret);
        }
        return (int) (hash >>> shift);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    private static long head(byte[] b, int from, int to) {
        return word(b, from, Math.min(to, from + Long.BYTES));
    }

    /** The last six bytes behind the first eight, and the length. */
    private static long tail(byte[] b, int from, int to) {
        var length = to - from;
        return length <= Long.BYTES ? length : word(b, Math.max(from + Long.BYTES, to - TAIL), to) << 16 | length;
    }

    private static long word(byte[] b, int from, int to) {
        var length = to - from;
        if (length == 0) {
            return 0;
        }
        if (from + Long.BYTES <= b.length) {
            return (long) LONGS.get(b, from) & (-1L >>> (Long.SIZE - 8 * length));
        }
        var word = 0L;
        for (var i = to - 1; i >= from; i--) {
            word = (word << 8) | (b[i] & 0xFF);
        }
        return word;
    }

    private void insert(int slot, long head, long tail, byte[] b, int from, int to, long times) {
        if (size == heads.length) {
            grow();
            insert(freeSlot(head, tail, b, from, to), head, tail, b, from, to, times);
            return;
        }
        var start = starts[size];
        var end = start + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(b, from, bytes, start, to - from);
        starts[size + 1] = end;
        heads[size] = head;
        tails[size] = tail;
        counts[size] = times;
        slots[slot] = ++size;
    }

    private int freeSlot(long head, long tail, byte[] b, int from, int to) {
        var slot = slot(head, tail, b, from, to);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        var capacity = 2 * heads.length;
        heads = Arrays.copyOf(heads, capacity);
        tails = Arrays.copyOf(tails, capacity);
        counts = Arrays.copyOf(counts, capacity);
        starts = Arrays.copyOf(starts, capacity + 1);
        slots = new int[2 * capacity];
        shift--;
        for (var index = 0; index < size; index++) {
            slots[freeSlot(heads[index], tails[index], bytes, starts[index], starts[index + 1])] = index + 1;
        }
    }
}
