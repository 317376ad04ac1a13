package dev.reviewgate.dataset.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The keys of one slice of a partition, with the first row of each: linear probing over places in an array of records. */
final class KeyTable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int RECORD = 3;

    private final Key key;
    private final long slice;
    private final long slices;
    private long[] records = new long[RECORD << 10];
    private int[] parts = new int[1 << 10];
    private int[] places = new int[1 << 11];
    private int filled;

    KeyTable(Key key, long slice, long slices) {
        this.key = key;
        this.slice = slice;
        this.slices = slices;
    }

    void addAll(byte[] block, int from, int to, int part, long firstRow, DuplicateFinder.Duplicates found) {
        for (var at = from; at < to; at += RECORD * Long.BYTES) {
            var first = (long) LONGS.get(block, at);
            var second = (long) LONGS.get(block, at + Long.BYTES);
            var spread = key.spread(first, second);
            if (slices == 1 || (spread >>> 32) % slices == slice) {
                add(first, second, spread, part, firstRow + (long) LONGS.get(block, at + 2 * Long.BYTES), found);
            }
        }
    }

    private void add(long first, long second, long spread, int part, long row, DuplicateFinder.Duplicates found) {
        var mask = places.length - 1;
        for (var i = (int) (spread >>> 8) & mask; ; i = (i + 1) & mask) {
            var place = places[i] - 1;
            if (place < 0) {
                insert(i, first, second, part, row);
                return;
            }
            if (records[place] == first && records[place + 1] == second) {
                found.accept(parts[place / RECORD], records[place + 2]);
                found.accept(part, row);
                return;
            }
        }
    }

    private void insert(int i, long first, long second, int part, long row) {
        if (filled == records.length) {
            records = Arrays.copyOf(records, 2 * records.length);
            parts = Arrays.copyOf(parts, 2 * parts.length);
        }
        records[filled] = first;
        records[filled + 1] = second;
        records[filled + 2] = row;
        parts[filled / RECORD] = part;
        places[i] = filled + 1;
        filled += RECORD;
        if (2 * (filled / RECORD) > places.length) {
            grow();
        }
    }

    private void grow() {
        places = new int[2 * places.length];
        var mask = places.length - 1;
        for (var place = 0; place < filled; place += RECORD) {
            var i = (int) (key.spread(records[place], records[place + 1]) >>> 8) & mask;
            while (places[i] != 0) {
                i = (i + 1) & mask;
            }
            places[i] = place + 1;
        }
    }
}
