package dev.reviewgate.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds every row whose identifier another row bears too, by value, in memory that does not grow with the rows: identifiers
 * are spread over files by their hash, and each file is gone through in slices of hashes small enough for a map.
 */
final class DuplicateFinder implements Closeable {
    private static final int PARTITIONS = 128;
    private static final int PARTITION_BUFFER = 1 << 13;
    private static final long SLICE_ENTRIES = 50_000;
    private static final long SLICE_BYTES = 4 << 20;
    private static final long SEEN_AGAIN = -1;

    private final Workspace workspace;
    private final long sliceEntries;
    private final @Nullable DataOutputStream[] partitions = new DataOutputStream[PARTITIONS];
    private final long[] entries = new long[PARTITIONS];

    DuplicateFinder(Workspace workspace) {
        this(workspace, SLICE_ENTRIES);
    }

    DuplicateFinder(Workspace workspace, long sliceEntries) {
        this.workspace = workspace;
        this.sliceEntries = sliceEntries;
    }

    void add(long row, String identifier) throws IOException {
        var hash = hash(identifier);
        var partition = (int) (hash & (PARTITIONS - 1));
        var bytes = identifier.getBytes(StandardCharsets.UTF_8);
        var out = open(partition);
        out.writeLong(row);
        out.writeInt(bytes.length);
        out.write(bytes);
        entries[partition]++;
    }

    private DataOutputStream open(int partition) throws IOException {
        var out = partitions[partition];
        if (out == null) {
            var file = Files.newOutputStream(file(partition));
            out = new DataOutputStream(new BufferedOutputStream(file, PARTITION_BUFFER));
            partitions[partition] = out;
        }
        return out;
    }

    /** Marks the rows that share their identifier, the first bearer included, and drops the files. */
    RowMarks find() throws IOException {
        close();
        try (var marks = new RowMarks(workspace)) {
            for (var i = 0; i < PARTITIONS; i++) {
                if (entries[i] > 0) {
                    findInPartition(i, marks);
                }
            }
            return marks;
        }
    }

    private void findInPartition(int partition, RowMarks marks) throws IOException {
        var file = file(partition);
        var slices = 1 + Math.max(entries[partition] / sliceEntries, Files.size(file) / SLICE_BYTES);
        for (var slice = 0L; slice < slices; slice++) {
            findInSlice(partition, slice, slices, marks);
        }
        Files.delete(file);
    }

    private void findInSlice(int partition, long slice, long slices, RowMarks marks) throws IOException {
        var firstRows = new HashMap<String, Long>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(partition))))) {
            for (var left = entries[partition]; left > 0; left--) {
                var row = in.readLong();
                var identifier = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                if ((hash(identifier) >>> 32) % slices != slice) {
                    continue;
                }
                var first = firstRows.putIfAbsent(identifier, row);
                if (first != null) {
                    marks.mark(row);
                    if (first != SEEN_AGAIN) {
                        marks.mark(first);
                        firstRows.put(identifier, SEEN_AGAIN);
                    }
                }
            }
        }
    }

    /** 64 bits, unlike String.hashCode, for which anybody can make a file of equal hashes. */
    private static long hash(String identifier) {
        var hash = 0L;
        for (var i = 0; i < identifier.length(); i++) {
            hash = CounterRandom.mix(hash + identifier.charAt(i) + 1);
        }
        return hash;
    }

    private Path file(int partition) {
        return workspace.file("identifiers-" + partition);
    }

    @Override
    public void close() throws IOException {
        for (var out : partitions) {
            if (out != null) {
                out.close();
            }
        }
    }
}
