package dev.reviewgate.dataset.stats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds every row whose identifier another row bears too, in memory that does not grow with the rows: keys are spilled by
 * their hash, and each partition is gone through in slices small enough for a table.
 */
public final class DuplicateFinder {
    /** The usual number of partitions, each of which is a chain of the spill. */
    public static final int PARTITIONS = 128;

    private static final int SLICE_RECORDS = 1 << 17;
    private static final int RECORD = 3;

    private final Key key;
    private final Spill.Chain[] partitions;

    public DuplicateFinder(Spill spill, HashSecret secret) {
        this(spill, secret, PARTITIONS);
    }

    /** All parts of a column have the same secret and the same number of partitions, a power of two. */
    public DuplicateFinder(Spill spill, HashSecret secret, int partitions) {
        if (Integer.bitCount(partitions) != 1) {
            throw new IllegalArgumentException("the number of partitions, " + partitions + ", is no power of two");
        }
        key = new Key(secret);
        this.partitions =
                IntStream.range(0, partitions).mapToObj(i -> spill.chain()).toArray(Spill.Chain[]::new);
    }

    /** Adds the identifier in these bytes, outer ASCII white space left out. */
    public void add(long row, byte[] b, int from, int to) throws IOException {
        var start = from;
        var end = to;
        while (start < end && isBlank(b[start])) {
            start++;
        }
        while (start < end && isBlank(b[end - 1])) {
            end--;
        }
        key.set(b, start, end);
        partitions[(int) key.spread() & (partitions.length - 1)].add(key.first(), key.second(), row);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /**
     * Marks the rows that share their identifier, the first bearer included.
     *
     * @param firstRows for each part, what its row numbers are counted from
     */
    public static RowMarks find(List<DuplicateFinder> parts, long[] firstRows) throws IOException {
        var marks = new RowMarks();
        var partitions = parts.get(0).partitions.length;
        for (var partition = 0; partition < partitions; partition++) {
            findInPartition(parts, firstRows, partition, marks);
        }
        return marks;
    }

    private static void findInPartition(List<DuplicateFinder> parts, long[] firstRows, int partition, RowMarks marks)
            throws IOException {
        var records = 0L;
        for (var part : parts) {
            records += part.partitions[partition].size() / RECORD;
        }
        var slices = slices(records);
        for (var slice = 0L; slice < slices; slice++) {
            var table = new KeyTable(parts.get(0).key, slice, slices);
            for (var i = 0; i < parts.size(); i++) {
                var firstRow = firstRows[i];
                parts.get(i)
                        .partitions[partition]
                        .forEachBlock((block, from, to) ->
                                table.addAll(block, from, to, 0, firstRow, (part, row) -> marks.mark(row)));
            }
        }
    }

    public int partitions() {
        return partitions.length;
    }

    /** Writes the keys and rows of one partition, for {@link #findInPartition} to read wherever it runs. */
    public void writePartition(int partition, OutputStream out) throws IOException {
        partitions[partition].forEachBlock((block, from, to) -> out.write(block, from, to - from));
    }

    /** Opens what {@link #writePartition} wrote, again for each pass. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** Gets a row that shares its identifier with another, some rows more than once. */
    @FunctionalInterface
    public interface Duplicates {
        void accept(int part, long row);
    }

    /** Finds the duplicates in one partition of all parts of a column; {@code records} is how many keys they hold together. */
    public static void findInPartition(
            List<? extends Source> parts, HashSecret secret, long records, Duplicates duplicates) throws IOException {
        findInSlices(parts, secret, slices(records), duplicates);
    }

    /** The same with that many keys, of 60 bytes each, in memory at a time: fewer passes where there is room for them. */
    public static void findInPartition(
            List<? extends Source> parts, HashSecret secret, long records, int atATime, Duplicates duplicates)
            throws IOException {
        findInSlices(parts, secret, (records + atATime - 1) / atATime, duplicates);
    }

    private static void findInSlices(
            List<? extends Source> parts, HashSecret secret, long slices, Duplicates duplicates) throws IOException {
        var block = new byte[1_000 * RECORD * Long.BYTES];
        for (var slice = 0L; slice < slices; slice++) {
            var table = new KeyTable(new Key(secret), slice, slices);
            for (var part = 0; part < parts.size(); part++) {
                try (var in = parts.get(part).open()) {
                    for (var read = in.readNBytes(block, 0, block.length);
                            read > 0;
                            read = in.readNBytes(block, 0, block.length)) {
                        if (read % (RECORD * Long.BYTES) != 0) {
                            throw new EOFException("a partition ends inside a key");
                        }
                        table.addAll(block, 0, read, part, 0, duplicates);
                    }
                }
            }
        }
    }

    private static long slices(long records) {
        return (records + SLICE_RECORDS - 1) / SLICE_RECORDS;
    }
}
