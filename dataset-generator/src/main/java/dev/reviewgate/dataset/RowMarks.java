package dev.reviewgate.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of row numbers, marked in any order and then asked for in ascending order. It lives in files of {@value #SPAN} rows
 * each, one of which is in memory.
 */
final class RowMarks implements Closeable {
    private static final int SPAN = 1 << 23;

    private final Workspace workspace;
    private final List<@Nullable DataOutputStream> spans = new ArrayList<>();
    private final BitSet loaded = new BitSet();
    private int loadedSpan = -1;

    RowMarks(Workspace workspace) {
        this.workspace = workspace;
    }

    void mark(long row) throws IOException {
        var span = (int) (row / SPAN);
        while (spans.size() <= span) {
            spans.add(null);
        }
        var out = spans.get(span);
        if (out == null) {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(span))));
            spans.set(span, out);
        }
        out.writeInt((int) (row % SPAN));
    }

    /** Ends the marking. */
    @Override
    public void close() throws IOException {
        for (var out : spans) {
            if (out != null) {
                out.close();
            }
        }
    }

    boolean isMarked(long row) throws IOException {
        var span = (int) (row / SPAN);
        if (span != loadedSpan) {
            load(span);
        }
        return loaded.get((int) (row % SPAN));
    }

    private void load(int span) throws IOException {
        loaded.clear();
        loadedSpan = span;
        if (span >= spans.size() || spans.get(span) == null) {
            return;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(span))))) {
            for (var left = Files.size(file(span)) / Integer.BYTES; left > 0; left--) {
                loaded.set(in.readInt());
            }
        }
    }

    private Path file(int span) {
        return workspace.file("marks-" + span);
    }
}
