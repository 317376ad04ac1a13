package dev.reviewgate.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of a CSV file: its bytes as they stand there, and its fields. {@link RowReader} fills the same object anew
 * for each record, so that reading makes no garbage beside the fields that somebody asks for.
 */
final class Row {
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[1_024];
    private int length;
    private int contentStart;
    private int contentEnd;
    private long line;

    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] doubledQuotes = new boolean[16];
    private int fields;

    void reset(long startLine) {
        length = 0;
        contentStart = 0;
        contentEnd = 0;
        fields = 0;
        line = startLine;
    }

    void append(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }

    void addField(int start, int end, boolean hasDoubledQuotes) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
            doubledQuotes = Arrays.copyOf(doubledQuotes, 2 * fields);
        }
        starts[fields] = start;
        ends[fields] = end;
        doubledQuotes[fields++] = hasDoubledQuotes;
    }

    /** Marks what is there so far as the file's byte order mark. */
    void startContent() {
        contentStart = length;
    }

    /** Marks what follows as the line ending. */
    void endContent() {
        contentEnd = length;
    }

    /** The record as it stands in the file, line ending included (the last one may have none). */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Where the record starts among its bytes: behind the byte order mark, if the file has one. */
    int contentStart() {
        return contentStart;
    }

    /** The 1-based line of the file on which the record starts. */
    long line() {
        return line;
    }

    int fieldCount() {
        return fields;
    }

    boolean isBlankLine() {
        return contentEnd == contentStart;
    }

    /** The field's text, unquoted; throws {@link InvalidDataset} if it is not UTF-8. */
    String field(int index) {
        var start = starts[index];
        var size = ends[index] - start;
        var text = new String(bytes, start, size, StandardCharsets.UTF_8);
        // The decoder puts U+FFFD where it cannot read; a file may also hold that character rightfully.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(index, start, size);
        }
        return doubledQuotes[index] ? text.replace("\"\"", "\"") : text;
    }

    private void requireUtf8(int index, int start, int size) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, size));
        } catch (CharacterCodingException e) {
            throw InvalidDataset.at(line, index + 1, "not UTF-8 text; save the file as UTF-8");
        }
    }
}
