package dev.reviewgate.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads CSV (RFC 4180: commas, double quotes, LF, CRLF or CR) record by record and keeps each record's bytes. Blank lines
 * are no records. What is not CSV is refused with line and column.
 */
final class RowReader implements Closeable {
    static final int MAX_ROW_BYTES = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int END = -1;
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Row row = new Row();
    private int position;
    private int limit;
    private long line = 1;
    private boolean atStart = true;

    private RowReader(InputStream in) {
        this.in = in;
    }

    static RowReader open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    static RowReader of(InputStream in) {
        return new RowReader(in);
    }

    /** Reads the next record; false at the end of the file. */
    boolean next() throws IOException {
        do {
            row.reset(line);
            if (atStart) {
                takeByteOrderMark();
            }
            if (peek() == END) {
                return false;
            }
            readFields();
        } while (row.isBlankLine());
        return true;
    }

    private void takeByteOrderMark() throws IOException {
        atStart = false;
        peek();
        var length = BYTE_ORDER_MARK.length;
        if (limit >= length && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length)) {
            for (var i = 0; i < length; i++) {
                take();
            }
            row.startContent();
        }
    }

    /** The record just read, valid until the next call of {@link #next}. */
    Row row() {
        return row;
    }

    private void readFields() throws IOException {
        while (true) {
            var quoted = peek() == '"';
            var next = quoted ? readQuoted() : readPlain();
            if (next == ',') {
                take();
                continue;
            }
            row.endContent();
            takeLineEnding(next);
            return;
        }
    }

    private int readPlain() throws IOException {
        var start = row.length();
        int next;
        while ((next = peek()) != ',' && !endsLine(next)) {
            take();
        }
        row.addField(start, row.length(), false);
        return next;
    }

    private int readQuoted() throws IOException {
        var openedOn = line;
        take();
        var start = row.length();
        var doubled = false;
        while (true) {
            var next = peek();
            if (next == END) {
                throw InvalidDataset.at(
                        openedOn, row.fieldCount() + 1, "a quoted field starts here and is never closed");
            }
            take();
            if (next == '"') {
                if (peek() != '"') {
                    break;
                }
                take();
                doubled = true;
            } else if (next == '\n' || (next == '\r' && peek() != '\n')) {
                line++;
            }
        }
        row.addField(start, row.length() - 1, doubled);
        var next = peek();
        if (next != ',' && !endsLine(next)) {
            throw InvalidDataset.at(
                    line,
                    row.fieldCount(),
                    "text after a closing quote; a quote inside a quoted field is written twice");
        }
        return next;
    }

    private void takeLineEnding(int next) throws IOException {
        if (next == END) {
            return;
        }
        take();
        if (next == '\r' && peek() == '\n') {
            take();
        }
        line++;
    }

    private static boolean endsLine(int next) {
        return next == '\n' || next == '\r' || next == END;
    }

    private int peek() throws IOException {
        if (position == limit) {
            limit = in.readNBytes(buffer, 0, BUFFER);
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position] & 0xFF;
    }

    private void take() {
        var b = buffer[position++];
        if (b == 0) {
            throw InvalidDataset.at(line, row.fieldCount() + 1, "a NUL byte; this is not a CSV file in UTF-8");
        }
        if (row.length() == MAX_ROW_BYTES) {
            throw InvalidDataset.at(
                    row.line(),
                    row.fieldCount() + 1,
                    "a row of more than " + MAX_ROW_BYTES + " bytes starts here; is a quote never closed?");
        }
        row.append(b);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
