package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.UnreadableFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first pass over one part of a dataset has learned, small enough to be handed on. Sketches of all parts make one of
 * the whole dataset, the same one in whatever order they come, save that values of categories are named in the order of the
 * parts.
 */
public final class PartSketch implements LearnedPart {
    private static final int VERSION = 2;

    private final List<ColumnSketch> columns;
    private final RowDigest digest;
    private RowCounts counts;

    private PartSketch(List<ColumnSketch> columns, RowCounts counts, RowDigest digest) {
        this.columns = new ArrayList<>(columns);
        this.counts = counts;
        this.digest = digest;
    }

    static PartSketch of(DatasetFile file, LearnedPart part) throws IOException {
        var columns = new ArrayList<ColumnSketch>();
        for (var i = 0; i < part.columns().size(); i++) {
            columns.add(ColumnSketch.of(
                    file.columns().get(i), part.columns().get(i), part.columns().size()));
        }
        return new PartSketch(columns, part.counts(), part.digest());
    }

    /** Adds what was learned from a later part; columns that are new to this one, as JSON Lines may have, come last. */
    public void merge(PartSketch other) {
        for (var column : other.columns) {
            var mine = columns.stream()
                    .filter(candidate -> candidate.name().equals(column.name()))
                    .findFirst()
                    .orElse(null);
            if (mine == null) {
                columns.add(column);
            } else if (mine.counts().filled > 0 && column.counts().filled > 0 && mine.hasKeys() != column.hasKeys()) {
                throw new UnreadableFile("column '" + column.name()
                        + "' is the identifier in some parts and not in others; declare it in dataset.columns");
            } else {
                mine.merge(column);
            }
        }
        counts = counts.plus(other.counts);
        digest.merge(other.digest);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        counts.write(out);
        digest.write(out);
        out.writeInt(columns.size());
        for (var column : columns) {
            column.write(out);
        }
    }

    /** Reads what {@link #write} has written. */
    public static PartSketch read(DataInput in) throws IOException {
        if (in.readByte() != VERSION) {
            throw new IOException("the sketch was written by another version");
        }
        var counts = RowCounts.read(in);
        var digest = RowDigest.read(in);
        var size = in.readInt();
        var columns = new ArrayList<ColumnSketch>();
        for (var i = 0; i < size; i++) {
            columns.add(ColumnSketch.read(in, size));
        }
        return new PartSketch(columns, counts, digest);
    }

    public long rows() {
        return counts.rows();
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnSketch::name).toList();
    }

    /** The names of the columns whose keys were kept because their values have to be unique. */
    public List<String> keyColumns() {
        return columns.stream()
                .filter(ColumnSketch::hasKeys)
                .map(ColumnSketch::name)
                .toList();
    }

    @Override
    public List<ColumnSketch> columns() {
        return columns;
    }

    @Override
    public List<PartProfile.Chunk> chunks() {
        return List.of();
    }

    @Override
    public RowCounts counts() {
        return counts;
    }

    @Override
    public RowDigest digest() {
        return digest;
    }
}
