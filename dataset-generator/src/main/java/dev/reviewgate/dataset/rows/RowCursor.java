package dev.reviewgate.dataset.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Goes through the rows of a file. One object is refilled for each row, so that reading makes no garbage: arrays and
 * offsets hold until the next call of {@link #next}.
 */
public abstract class RowCursor implements Closeable {
    /** The bytes of a row, line ending included. */
    static final int MAX_ROW_BYTES = 1 << 20;

    long row = -1;
    long line;
    long position;
    long endPosition;

    byte[] raw = {};
    int rawStart;
    int rawEnd;

    int fieldCount;
    byte[] content = {};
    int[] starts = new int[64];
    int[] ends = new int[64];

    boolean ascii;
    boolean ragged;

    /** Counts the lines in front of the cursor's range, which is only worth it to say where a file is wrong. */
    private LongSupplier linesInFront = () -> 0;

    RowCursor() {}

    final RowCursor countingFrom(LongSupplier lines) {
        linesInFront = lines;
        return this;
    }

    final UnreadableFile refuse(long rangeLine, int column, String reason) {
        return UnreadableFile.at(linesInFront.getAsLong() + rangeLine, column, reason);
    }

    /** Reads the next row; false behind the last one. Throws {@link UnreadableFile}. */
    public abstract boolean next() throws IOException;

    /** The 0-based number of the row among those of this cursor. */
    public final long row() {
        return row;
    }

    /**
     * The 1-based line on which the row starts: of the file if this cursor started with its first row, otherwise of the
     * cursor's range.
     */
    public final long line() {
        return line;
    }

    /** Where in the file the row starts, in bytes. */
    public final long position() {
        return position;
    }

    /**
     * Where in the file the next row starts, or blank lines in front of it. When {@link #next} has answered false, where
     * the first row behind the range starts: a part of the file that was made to start elsewhere started inside a row.
     */
    public final long endPosition() {
        return endPosition;
    }

    /** Holds the row as it stands in the file, line ending included (the last row may have none). */
    public final byte[] raw() {
        return raw;
    }

    public final int rawStart() {
        return rawStart;
    }

    public final int rawEnd() {
        return rawEnd;
    }

    public final int fieldCount() {
        return fieldCount;
    }

    /** Holds the fields' texts, unquoted and unescaped, in the charset of the file. */
    public final byte[] content() {
        return content;
    }

    public final int start(int field) {
        return starts[field];
    }

    public final int end(int field) {
        return ends[field];
    }

    /** Whether no byte of the row, and none of its fields once they are unescaped, is above 0x7F. */
    public final boolean isAscii() {
        return ascii;
    }

    /** Whether the row has more or fewer fields than the file has columns; never in JSON Lines. */
    public final boolean isRagged() {
        return ragged;
    }

    /** Makes room for twice as many fields. */
    final void growFields() {
        starts = Arrays.copyOf(starts, 2 * starts.length);
        ends = Arrays.copyOf(ends, 2 * ends.length);
    }
}
