package dev.reviewgate.dataset.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that a cursor says of its rows, to be compared. */
final class Rows {
    record Read(
            long row,
            long line,
            long position,
            long endPosition,
            String raw,
            List<String> fields,
            boolean ascii,
            boolean ragged) {}

    private Rows() {}

    static Path file(Path directory, byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "dataset", ".bin"), content);
    }

    static Path file(Path directory, String content) throws IOException {
        return file(directory, content.getBytes(StandardCharsets.UTF_8));
    }

    static List<Read> of(DatasetFile file) throws IOException {
        try (var rows = file.rows()) {
            return of(rows);
        }
    }

    static List<Read> of(RowCursor rows) throws IOException {
        var read = new ArrayList<Read>();
        while (rows.next()) {
            read.add(new Read(
                    rows.row(),
                    rows.line(),
                    rows.position(),
                    rows.endPosition(),
                    latin1(rows.raw(), rows.rawStart(), rows.rawEnd()),
                    fields(rows),
                    rows.isAscii(),
                    rows.isRagged()));
        }
        return read;
    }

    static List<List<String>> texts(DatasetFile file) throws IOException {
        var texts = new ArrayList<List<String>>();
        try (var rows = file.rows()) {
            while (rows.next()) {
                var fields = new ArrayList<String>();
                for (var i = 0; i < rows.fieldCount(); i++) {
                    fields.add(Values.text(
                            rows.content(),
                            rows.start(i),
                            rows.end(i),
                            file.format().charset()));
                }
                texts.add(fields);
            }
        }
        return texts;
    }

    /** Bytes as characters of the same numbers. */
    static List<String> fields(RowCursor rows) {
        var fields = new ArrayList<String>();
        for (var i = 0; i < rows.fieldCount(); i++) {
            fields.add(latin1(rows.content(), rows.start(i), rows.end(i)));
        }
        return fields;
    }

    private static String latin1(byte[] b, int from, int to) {
        return new String(Arrays.copyOfRange(b, from, to), StandardCharsets.ISO_8859_1);
    }

    /** A stream that answers at most so many bytes at once, as sockets do. */
    static InputStream inPieces(byte[] content, int most) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, most));
            }
        };
    }
}
