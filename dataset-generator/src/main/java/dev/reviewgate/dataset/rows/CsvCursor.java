package dev.reviewgate.dataset.rows;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Splits CSV straight from the bytes (RFC 4180, and quotes inside an unquoted field are text). Blank lines are no rows.
 *
 * <p>Eight bytes are looked at as one {@code long}: a subtraction in all eight marks those that may mean something, and
 * only these are looked at one by one. A row in which a quote is written twice is left to {@link GeneralCsv}.
 */
final class CsvCursor extends RowCursor {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    /** Below it: the quote, line feed, carriage return, NUL; tab and space too, which are then passed over. */
    private static final long ABOVE_QUOTE = ONES * ('"' + 1);

    private static final int INCOMPLETE = -1;

    private final Window window;
    private final GeneralCsv general;
    private final boolean alwaysGeneral;
    private final byte delimiter;
    private final long delimiters;
    private final int columns;
    private final long to;

    /** Where in the window the next row starts, and on which line. */
    private int nextStart;

    private long nextLine;

    /** What {@link #split} finds out beside the fields. */
    private boolean escaped;

    private long high;
    private long innerLines;

    private CsvCursor(Window window, char delimiter, int columns, long to, long line, boolean alwaysGeneral) {
        this.window = window;
        this.delimiter = (byte) delimiter;
        this.delimiters = ONES * delimiter;
        this.columns = columns;
        this.to = to;
        this.nextLine = line;
        this.general = new GeneralCsv(delimiter);
        this.alwaysGeneral = alwaysGeneral;
        this.line = line;
        this.position = window.offset;
        this.endPosition = window.offset;
    }

    /** Reads the rows that start in front of byte {@code to}; the window stands on a row's start, which is on {@code line}. */
    static CsvCursor of(Window window, char delimiter, int columns, long to, long line) {
        return new CsvCursor(window, delimiter, columns, to, line, false);
    }

    /** Reads the same rows by the general path only. */
    static CsvCursor general(Window window, char delimiter, int columns, long to, long line) {
        return new CsvCursor(window, delimiter, columns, to, line, true);
    }

    /** The line on which the next row starts, or blank lines in front of it. */
    long nextLine() {
        return nextLine;
    }

    @Override
    public boolean next() throws IOException {
        var start = nextStart;
        while (true) {
            start = skipBlankLines(start);
            var limit = window.limit;
            position = window.offset + start;
            if (position >= to || start == limit) {
                nextStart = start;
                endPosition = position;
                fieldCount = 0;
                return false;
            }
            var end = split(window.bytes, start, limit, window.ended);
            if (end != INCOMPLETE) {
                if (end - start > MAX_ROW_BYTES) {
                    throw tooLong(start);
                }
                take(start, end);
                return true;
            }
            if (limit - start > MAX_ROW_BYTES) {
                throw tooLong(start);
            }
            window.advance(start);
            start = 0;
        }
    }

    private void take(int start, int end) {
        row++;
        line = nextLine;
        nextLine += 1 + innerLines;
        nextStart = end;
        endPosition = window.offset + end;
        raw = window.bytes;
        rawStart = start;
        rawEnd = end;
        ascii = (high & HIGH_BITS) == 0;
        if (escaped || alwaysGeneral) {
            general.read(raw, start, end, this);
        } else {
            content = raw;
        }
        ragged = fieldCount != columns;
    }

    /** Answers where a line starts that is not blank, or the end of the file. */
    private int skipBlankLines(int from) throws IOException {
        var at = from;
        while (true) {
            if (at == window.limit) {
                if (window.ended) {
                    return at;
                }
                window.advance(at);
                at = 0;
                continue;
            }
            if (window.bytes[at] > '\r' || window.bytes[at] < 0 || window.offset + at >= to) {
                return at;
            }
            var end = lineEnd(window.bytes, at, window.limit, window.ended);
            if (end == INCOMPLETE) {
                window.advance(at);
                at = 0;
            } else if (end == at) {
                return at;
            } else {
                at = end;
                nextLine++;
            }
        }
    }

    /** Answers where the line ending at {@code at} ends: at the same place if there is none. */
    private static int lineEnd(byte[] b, int at, int limit, boolean ended) {
        if (b[at] == '\n') {
            return at + 1;
        }
        if (b[at] != '\r') {
            return at;
        }
        if (at + 1 == limit) {
            return ended ? limit : INCOMPLETE;
        }
        return b[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /** Finds the fields of the row at {@code start} and answers where it ends; INCOMPLETE if the window ends before it. */
    private int split(byte[] b, int start, int limit, boolean ended) {
        var from = starts;
        var until = ends;
        var separator = delimiter;
        var separators = delimiters;
        var fields = 0;
        // 1 behind a quoted field, whose text ends one byte before the delimiter.
        var closing = 0;
        long seen = 0;
        escaped = false;
        innerLines = 0;
        from[0] = start;
        var at = start;
        while (true) {
            var word = (long) LONGS.get(b, at);
            var other = word ^ separators;
            // A borrow may mark a byte too many, never one too few; each is looked at below.
            var marks = (((word - ABOVE_QUOTE) & ~word) | ((other - ONES) & ~other)) & HIGH_BITS;
            var next = at + Long.BYTES;
            while (marks != 0) {
                var mark = at + (Long.numberOfTrailingZeros(marks) >>> 3);
                marks &= marks - 1;
                var c = b[mark];
                if (c == separator) {
                    until[fields] = mark - closing;
                    closing = 0;
                    if (++fields == from.length) {
                        fieldCount = fields;
                        growFields();
                        from = starts;
                        until = ends;
                    }
                    from[fields] = mark + 1;
                } else if (c == '\n' || c == '\r') {
                    fieldCount = fields + 1;
                    high = seen | below(word, mark - at);
                    if (mark == limit) {
                        if (!ended) {
                            return INCOMPLETE;
                        }
                        until[fields] = mark - closing;
                        return limit;
                    }
                    until[fields] = mark - closing;
                    return lineEnd(b, mark, limit, ended);
                } else if (c == '"' && mark == from[fields]) {
                    seen |= below(word, mark - at);
                    fieldCount = fields + 1;
                    var close = closingQuote(b, start, mark, limit, ended);
                    if (close == INCOMPLETE) {
                        return INCOMPLETE;
                    }
                    seen |= high;
                    from[fields] = mark + 1;
                    closing = 1;
                    next = close + 1;
                    word = 0;
                    break;
                } else if (c == 0) {
                    fieldCount = fields + 1;
                    throw nul(start, mark);
                }
            }
            seen |= word;
            at = next;
        }
    }

    /** The bytes of the word in front of the index. */
    private static long below(long word, int index) {
        return word & ((1L << (index << 3)) - 1);
    }

    /** Answers where the quoted field that opens at {@code open} closes; INCOMPLETE if the window ends before it. */
    private int closingQuote(byte[] b, int start, int open, int limit, boolean ended) {
        long seen = 0;
        var at = open + 1;
        while (at < limit) {
            var c = b[at];
            if (c == '"') {
                if (at + 1 == limit && !ended) {
                    return INCOMPLETE;
                }
                var behind = b[at + 1];
                if (behind == '"') {
                    escaped = true;
                    at++;
                } else if (behind == delimiter || behind == '\n' || behind == '\r') {
                    high = seen;
                    return at;
                } else {
                    throw malformed(
                            start,
                            at + 1,
                            nextLine + innerLines,
                            "text after a closing quote; a quote inside a quoted field is written twice");
                }
            } else if (c == '\n' || (c == '\r' && b[at + 1] != '\n')) {
                innerLines++;
            } else if (c == 0) {
                throw nul(start, at);
            }
            // Sets the high bits for a negative byte, which is one above 0x7F.
            seen |= c;
            at++;
        }
        if (!ended) {
            return INCOMPLETE;
        }
        throw malformed(start, limit, openedOn(b, start, open), "a quoted field starts here and is never closed");
    }

    private long openedOn(byte[] b, int start, int open) {
        return nextLine + LineCounter.count(b, start, open);
    }

    private UnreadableFile nul(int start, int at) {
        return malformed(
                start,
                at,
                nextLine + LineCounter.count(window.bytes, start, at),
                "a NUL byte; this is not a text file in UTF-8 or Windows-1252");
    }

    /** What is behind a row's greatest length depends on the window, so a row that is too long is refused for that. */
    private UnreadableFile malformed(int start, int at, long line, String reason) {
        return at - start >= MAX_ROW_BYTES ? tooLong(start) : refuse(line, fieldCount, reason);
    }

    private UnreadableFile tooLong(int start) {
        var column = 1;
        while (column < fieldCount && starts[column] - start <= MAX_ROW_BYTES) {
            column++;
        }
        return refuse(
                nextLine,
                column,
                "a row of more than " + MAX_ROW_BYTES + " bytes starts here; is a quote never closed?");
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
