package dev.reviewgate.dataset.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a file that is in memory. Behind its last byte stands a line feed that is not the file's: whoever looks for
 * the end of a row finds one without asking at each byte whether there is one.
 */
final class Window implements Closeable {
    static final int SIZE = 1 << 18;

    /** Eight bytes are looked at at once; the last look may start at the line feed behind the last byte. */
    private static final int PADDING = 16;

    private final InputStream in;

    byte[] bytes;

    /** Behind the last byte. */
    int limit;

    /** Where in the file the first byte of the window stands. */
    long offset;

    /** Whether the last byte is the file's last. */
    boolean ended;

    Window(InputStream in, long offset) {
        this(in, offset, SIZE);
    }

    /** Starts with so many bytes; grows for rows that have more. */
    Window(InputStream in, long offset, int size) {
        this.in = in;
        this.offset = offset;
        this.bytes = new byte[size + PADDING];
        bytes[0] = '\n';
    }

    /** Drops the bytes in front of {@code from}, which becomes index 0, and reads on; does nothing at the file's end. */
    void advance(int from) throws IOException {
        if (ended) {
            return;
        }
        var kept = limit - from;
        var room = bytes.length - PADDING;
        // A row that fills more than half of the window is not moved again and again.
        var target = kept > room / 2 ? Arrays.copyOf(bytes, 2 * room + PADDING) : bytes;
        System.arraycopy(bytes, from, target, 0, kept);
        bytes = target;
        offset += from;
        limit = kept;
        fill();
        bytes[limit] = '\n';
    }

    private void fill() throws IOException {
        while (limit < bytes.length - PADDING) {
            var count = in.read(bytes, limit, bytes.length - PADDING - limit);
            if (count < 0) {
                ended = true;
                return;
            }
            limit += count;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
