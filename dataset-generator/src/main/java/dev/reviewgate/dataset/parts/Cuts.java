package dev.reviewgate.dataset.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file into ranges of about the same size, each of which ends with a line. Whether a line end was inside a quoted
 * field cannot be seen from there; the screening of a part refuses rows of several lines, and that is enough: the first part
 * starts with a row, so it would meet the opening quote, and so on from part to part.
 */
final class Cuts {
    private static final int WINDOW = 1 << 16;

    /** No row is longer. */
    private static final int LONGEST_LINE = 1 << 20;

    private Cuts() {}

    /** Reads the bytes [from, to) of a file. */
    @FunctionalInterface
    interface Bytes {
        byte[] read(long from, long to) throws IOException;
    }

    /**
     * Returns where the ranges start, and the file's end behind the last.
     *
     * @param start where the first row starts
     * @throws LineTooLong where no line ends for longer than a row may be
     */
    static List<Long> of(long start, long end, long target, Bytes bytes) throws IOException {
        var cuts = new ArrayList<Long>();
        cuts.add(start);
        var ranges = Math.max(1, (end - start + target - 1) / target);
        for (var i = 1L; i < ranges; i++) {
            // Rounded, so that the last range is not a small rest.
            var wanted = start + Math.round((double) (end - start) * i / ranges);
            if (wanted > cuts.get(cuts.size() - 1)) {
                // A line that ends right there is long enough.
                var cut = afterLineEnd(wanted - 1, end, bytes);
                if (cut < end && cut > cuts.get(cuts.size() - 1)) {
                    cuts.add(cut);
                }
            }
        }
        cuts.add(end);
        return cuts;
    }

    private static long afterLineEnd(long from, long end, Bytes bytes) throws IOException {
        var carriageReturn = false;
        for (var at = from; at < end; ) {
            if (at - from > LONGEST_LINE) {
                throw new LineTooLong(from);
            }
            var window = bytes.read(at, Math.min(end, at + WINDOW));
            for (var i = 0; i < window.length; i++) {
                if (window[i] == '\n') {
                    return at + i + 1;
                }
                if (carriageReturn) {
                    return at + i;
                }
                carriageReturn = window[i] == '\r';
            }
            at += window.length;
        }
        return end;
    }

    /** No line ends within the length of the longest row. */
    static final class LineTooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final long from;

        private LineTooLong(long from) {
            super("no line ends within " + LONGEST_LINE + " bytes behind byte " + from);
            this.from = from;
        }

        long from() {
            return from;
        }
    }
}
