package dev.reviewgate.dataset.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many rows there are in one part of a dataset or in several.
 *
 * @param regular rows with as many fields as there are columns
 * @param validUtf8 rows with bytes beyond ASCII that are valid UTF-8, and {@code invalidUtf8} those that are not
 */
record RowCounts(long rows, long regular, long validUtf8, long invalidUtf8) {
    RowCounts plus(RowCounts other) {
        return new RowCounts(
                rows + other.rows,
                regular + other.regular,
                validUtf8 + other.validUtf8,
                invalidUtf8 + other.invalidUtf8);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeLong(regular);
        out.writeLong(validUtf8);
        out.writeLong(invalidUtf8);
    }

    static RowCounts read(DataInput in) throws IOException {
        return new RowCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
