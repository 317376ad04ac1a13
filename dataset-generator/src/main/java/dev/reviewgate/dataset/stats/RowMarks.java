package dev.reviewgate.dataset.stats;

import java.util.Arrays;

/**
 * A set of row numbers: a bit for each row, in memory only for those stretches of rows in which one is marked. It may be
 * asked by several threads once nothing is marked any more.
 */
public final class RowMarks {
    private static final int SPAN_BITS = 20;
    private static final long[] NOTHING_MARKED = {};

    private long[][] spans = {};

    RowMarks() {}

    /** A set of these rows. */
    public static RowMarks of(long... rows) {
        var marks = new RowMarks();
        for (var row : rows) {
            marks.mark(row);
        }
        return marks;
    }

    void mark(long row) {
        var span = (int) (row >>> SPAN_BITS);
        if (span >= spans.length) {
            var used = spans.length;
            spans = Arrays.copyOf(spans, Math.max(span + 1, 2 * used));
            Arrays.fill(spans, used, spans.length, NOTHING_MARKED);
        }
        if (spans[span].length == 0) {
            spans[span] = new long[1 << (SPAN_BITS - 6)];
        }
        var bits = spans[span];
        bits[(int) (row >>> 6) & (bits.length - 1)] |= 1L << row;
    }

    /** Whether the row, counted from 0, is marked. */
    public boolean isMarked(long row) {
        var span = row >>> SPAN_BITS;
        if (span >= spans.length) {
            return false;
        }
        var bits = spans[(int) span];
        return bits.length != 0 && ((bits[(int) (row >>> 6) & (bits.length - 1)] >>> row) & 1) != 0;
    }

    /** How many rows are marked. */
    public long count() {
        return Arrays.stream(spans)
                .flatMapToLong(Arrays::stream)
                .map(Long::bitCount)
                .sum();
    }
}
