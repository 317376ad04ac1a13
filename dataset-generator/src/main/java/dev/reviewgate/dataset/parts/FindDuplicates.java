package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.RowMarks;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The fourth phase, for each group of hash partitions: equal keys of all parts meet, and their rows are noted by part. */
public final class FindDuplicates {
    /** What is written for each key: 16 bytes of it and its row. */
    static final int KEY_BYTES = 3 * Long.BYTES;

    /** 240 MB in memory. */
    private static final int KEYS_AT_A_TIME = 1 << 22;

    /**
     * 128 MB in memory. A partition holds about as many keys, so more of them are found only where one value is that of very
     * many rows.
     */
    private static final int MOST_DUPLICATES = 1 << 24;

    private final PartStore store;

    public FindDuplicates(PartStore store) {
        this.store = store;
    }

    /** Throws {@link UnreadableFile} where so many rows share a value that the column identifies nothing. */
    public Answer find(Job job, Plan plan, Merged merged, KeyGroup group, Workspace workspace) throws IOException {
        if (group.records() * KEY_BYTES > workspace.usableBytes()) {
            throw noIdentifier(group.column(), group.records());
        }
        var keys = new Keys(job.executionName());
        var parts = merged.rows().size();
        var entry = 2L * Long.BYTES * parts;
        var index = ByteBuffer.wrap(store.read(keys.keyIndex(), (group.number() - 1) * entry, group.number() * entry));
        var items = store.read(plan.items(), Part[].class);
        var local = workspace.file("keys");
        var ends = new long[parts];
        try (var out = Files.newOutputStream(local)) {
            var written = 0L;
            for (var i = 0; i < parts; i++) {
                var bytes = store.read(keys.keyFile(items[i]), index.getLong(), index.getLong());
                out.write(bytes);
                written += bytes.length;
                ends[i] = written;
            }
        }
        var firstRows = merged.firstRows();
        var found = new Rows(group.column(), MOST_DUPLICATES);
        DuplicateFinder.findInPartition(
                sources(local, ends),
                plan.keys().secret(),
                group.records(),
                KEYS_AT_A_TIME,
                (part, row) -> found.add(firstRows[part] + row));
        var rows = found.sorted();
        store.write(keys.duplicates(group.number()), toBytes(rows, firstRows), "application/octet-stream");
        return new Answer.Compared(group.number(), rows.length);
    }

    private static List<DuplicateFinder.Source> sources(Path local, long[] ends) {
        var sources = new ArrayList<DuplicateFinder.Source>();
        for (var part = 0; part < ends.length; part++) {
            var from = part == 0 ? 0 : ends[part - 1];
            var bytes = ends[part] - from;
            sources.add(() -> open(local, from, bytes));
        }
        return sources;
    }

    private static InputStream open(Path local, long from, long bytes) throws IOException {
        var channel = FileChannel.open(local);
        channel.position(from);
        return new BoundedStream(Channels.newInputStream(channel), bytes);
    }

    /** For each part the index of its first row among all that were found, how many there are, and these rows. */
    private static byte[] toBytes(long[] rows, long[] firstRows) {
        var bytes = ByteBuffer.allocate(Long.BYTES * (firstRows.length + rows.length));
        for (var firstRow : firstRows) {
            var at = Arrays.binarySearch(rows, firstRow);
            bytes.putLong(at < 0 ? -at - 1 : at);
        }
        for (var row : rows) {
            bytes.putLong(row);
        }
        return bytes.array();
    }

    /** Reads back for each unique column the rows of one part, counted from the start of the dataset. */
    static Map<String, RowMarks> of(PartStore store, Keys keys, Merged merged, Part part) throws IOException {
        var rows = new HashMap<String, LongStream>();
        var header = Long.BYTES * (merged.rows().size() + 1L);
        for (var group : merged.groups()) {
            var key = keys.duplicates(group.number());
            var place = Long.BYTES * (part.number() - 1L);
            var range = ByteBuffer.wrap(store.read(key, place, place + 2 * Long.BYTES));
            var found = store.read(key, header + Long.BYTES * range.getLong(), header + Long.BYTES * range.getLong());
            rows.merge(group.column(), longs(found), LongStream::concat);
        }
        var marks = new HashMap<String, RowMarks>();
        rows.forEach((column, marked) -> marks.put(column, RowMarks.of(marked.toArray())));
        return marks;
    }

    private static LongStream longs(byte[] bytes) {
        var longs = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
        return LongStream.of(longs);
    }

    /** The first bytes of a stream. */
    private static final class BoundedStream extends FilterInputStream {
        private long left;

        BoundedStream(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            var read = left == 0 ? -1 : in.read(b, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }

    private static UnreadableFile noIdentifier(String column, long rows) {
        return new UnreadableFile(
                "column " + column + ": " + rows + " rows and more share a value with others, too many"
                        + " for an identifier; declare it in dataset.columns with \"unique\": false");
    }

    /** Rows in any order, some of them more than once. */
    static final class Rows {
        private long[] rows = new long[1 << 10];
        private final String column;
        private final int most;
        private int size;

        Rows(String column, int most) {
            this.column = column;
            this.most = most;
        }

        void add(long row) {
            if (size == rows.length) {
                compact();
                if (size > most) {
                    throw noIdentifier(column, size);
                }
                if (2 * size > rows.length) {
                    rows = Arrays.copyOf(rows, 2 * rows.length);
                }
            }
            rows[size++] = row;
        }

        private void compact() {
            Arrays.sort(rows, 0, size);
            var kept = 0;
            for (var i = 0; i < size; i++) {
                if (i == 0 || rows[i] != rows[i - 1]) {
                    rows[kept++] = rows[i];
                }
            }
            size = kept;
        }

        long[] sorted() {
            compact();
            return Arrays.copyOf(rows, size);
        }
    }
}
