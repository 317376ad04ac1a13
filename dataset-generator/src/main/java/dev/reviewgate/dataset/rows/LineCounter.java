package dev.reviewgate.dataset.rows;

import java.io.IOException;
import java.io.InputStream;

/** Counts line ends: LF, CRLF and CR. */
final class LineCounter {
    private LineCounter() {}

    /** Counts in part of an array; a CR at its end is a line end. */
    static long count(byte[] b, int from, int to) {
        long lines = 0;
        for (var i = from; i < to; i++) {
            if (b[i] == '\n' || (b[i] == '\r' && (i + 1 == to || b[i + 1] != '\n'))) {
                lines++;
            }
        }
        return lines;
    }

    /** Counts in the first {@code length} bytes of a stream. */
    static long count(InputStream in, long length) throws IOException {
        var buffer = new byte[1 << 16];
        long lines = 0;
        var left = length;
        var afterReturn = false;
        while (left > 0) {
            var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            for (var i = 0; i < read; i++) {
                var c = buffer[i];
                if (c == '\r' || (c == '\n' && !afterReturn)) {
                    lines++;
                }
                afterReturn = c == '\r';
            }
            left -= read;
        }
        return lines;
    }
}
