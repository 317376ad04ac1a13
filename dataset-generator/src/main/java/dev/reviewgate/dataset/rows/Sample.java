package dev.reviewgate.dataset.rows;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The beginning of a file. */
final class Sample {
    static final int SIZE = 1 << 18;

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;
    private final boolean whole;

    private Sample(byte[] bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    static Sample of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(SIZE);
            return new Sample(bytes, bytes.length < SIZE);
        }
    }

    /** Whether it is all of the file. */
    boolean isWhole() {
        return whole;
    }

    /** Bytes of the text in it. */
    int size() {
        return bytes.length - bodyStart();
    }

    /** Where the text starts. */
    int bodyStart() {
        return hasByteOrderMark() ? BYTE_ORDER_MARK.length : 0;
    }

    boolean hasByteOrderMark() {
        return startsWith(BYTE_ORDER_MARK);
    }

    boolean isGzip() {
        return startsWith(new byte[] {0x1F, (byte) 0x8B});
    }

    private boolean startsWith(byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private boolean startsWith(String latin1) {
        return startsWith(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Names the usual kinds of files that are no text or no table; others are refused for their first NUL byte when they are read. */
    void refuseWhatIsNoText(@Nullable Kind given) {
        if (isGzip()) {
            refuse("a gzip file inside a gzip file; pack it once");
        }
        if (startsWith("\u00FF\u00FE\0\0") || startsWith("\0\0\u00FE\u00FF")) {
            refuse("text in UTF-32; save the file as UTF-8");
        }
        if (startsWith("\u00FF\u00FE") || startsWith("\u00FE\u00FF") || hasZeroInEachPair()) {
            refuse("text in UTF-16; save the file as UTF-8");
        }
        if (startsWith("PK\u0003\u0004")) {
            refuse("a ZIP archive or an Excel workbook; save the table as CSV");
        }
        if (startsWith("PAR1")) {
            refuse("a Parquet file; give CSV or JSON Lines");
        }
        if (startsWith("\u00D0\u00CF\u0011\u00E0")) {
            refuse("an Excel workbook; save the table as CSV");
        }
        var other = NoTable.reason(bytes, bodyStart(), whole, given);
        if (other != null) {
            refuse(other);
        }
    }

    /** Whoever names the delimiter, if only to say that there is none, is not asked. */
    void refuseUnreadDelimiter() {
        var reason = UnreadDelimiter.in(bytes, bodyStart(), whole);
        if (reason != null) {
            refuse(reason);
        }
    }

    /** ASCII in UTF-16 without a byte order mark. */
    private boolean hasZeroInEachPair() {
        if (bytes.length < 4) {
            return false;
        }
        return (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
                || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0);
    }

    private static void refuse(String reason) {
        throw UnreadableFile.at(1, 1, reason);
    }

    /** JSON Lines if the text starts with an object, or an array of objects, which is refused when it is read. */
    Kind kind() {
        var at = Values.skipSpace(bytes, bodyStart(), bytes.length);
        if (at == bytes.length || (bytes[at] != '{' && bytes[at] != '[')) {
            return Kind.CSV;
        }
        var next = Values.skipSpace(bytes, at + 1, bytes.length);
        var follows = bytes[at] == '{' ? "\"}" : "{";
        return next < bytes.length && follows.indexOf(bytes[next]) >= 0 ? Kind.JSON_LINES : Kind.CSV;
    }

    /** Reads the sample as rows; the last one may be cut. */
    CsvCursor rows(char delimiter) {
        var in = new ByteArrayInputStream(bytes, bodyStart(), size());
        return CsvCursor.of(new Window(in, 0), delimiter, 0, Long.MAX_VALUE, 1);
    }
}
