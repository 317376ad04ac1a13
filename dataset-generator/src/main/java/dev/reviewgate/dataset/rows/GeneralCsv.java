package dev.reviewgate.dataset.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.Arrays;

/**
 * Reads single rows by a general CSV library. One parser is fed row after row; it asks for more only when a row has
 * ended.
 *
 * <p>The bytes go through it as characters of the same numbers (Latin-1), so that their charset does not matter.
 */
final class GeneralCsv {
    private final Feed feed = new Feed();
    private final Fields fields = new Fields();
    private final CloseableIterator<Boolean> rows;

    GeneralCsv(char delimiter) {
        rows = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter('"')
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(4 * RowCursor.MAX_ROW_BYTES)
                .build(fields, feed)
                .iterator();
    }

    /** Fills the cursor's fields from the row between the two indexes, whose line ending does not matter. */
    void read(byte[] b, int start, int end, RowCursor cursor) {
        var textEnd = end;
        while (textEnd > start && (b[textEnd - 1] == '\n' || b[textEnd - 1] == '\r')) {
            textEnd--;
        }
        feed.row(b, start, textEnd);
        fields.fill(cursor, textEnd - start);
        rows.next();
        cursor.content = fields.bytes;
        cursor.fieldCount = fields.count();
    }

    /** Hands the row's bytes out as characters, then one line ending. */
    private static final class Feed extends Reader {
        private byte[] bytes = {};
        private int at;
        private int end = -1;

        void row(byte[] b, int from, int to) {
            bytes = b;
            at = from;
            end = to;
        }

        @Override
        public int read(char[] into, int offset, int length) {
            if (at > end) {
                return -1;
            }
            var count = Math.min(length, end - at);
            for (var i = 0; i < count; i++) {
                into[offset + i] = (char) (bytes[at + i] & 0xFF);
            }
            at += count;
            if (count < length) {
                // Not a line feed: FastCSV 4.2.0 takes one for the second half of a CRLF if the field holds a lone CR.
                into[offset + count++] = '\r';
                at++;
            }
            return count;
        }

        @Override
        public void close() {
            bytes = new byte[0];
        }
    }

    /** Puts the fields one behind the other. */
    private static final class Fields extends AbstractBaseCsvCallbackHandler<Boolean> {
        private byte[] bytes = new byte[1_024];
        private int length;
        private RowCursor cursor = new NoRows();

        void fill(RowCursor target, int size) {
            cursor = target;
            length = 0;
            if (bytes.length < size) {
                bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
            }
        }

        int count() {
            return getFieldCount();
        }

        @Override
        protected void handleField(int field, char[] text, int offset, int size, boolean quoted) {
            if (field == cursor.starts.length) {
                cursor.growFields();
            }
            cursor.starts[field] = length;
            for (var i = 0; i < size; i++) {
                bytes[length++] = (byte) text[offset + i];
            }
            cursor.ends[field] = length;
        }

        @Override
        protected Boolean buildRecord() {
            return true;
        }
    }

    private static final class NoRows extends RowCursor {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public void close() {}
    }
}
