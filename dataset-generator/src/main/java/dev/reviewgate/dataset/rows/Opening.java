package dev.reviewgate.dataset.rows;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is: unpacks it, looks at its beginning, reads its header. */
final class Opening {
    static final int MAX_COLUMNS = 1_000;

    private final Path file;
    private final FormatHints hints;
    private final boolean gzip;
    private final Sample sample;

    private Opening(Path file, FormatHints hints, boolean gzip, Sample sample) {
        this.file = file;
        this.hints = hints;
        this.gzip = gzip;
        this.sample = sample;
    }

    static DatasetFile open(Path file, FormatHints hints, long mostUnpacked) throws IOException {
        var sample = Sample.of(file);
        if (!sample.isGzip()) {
            return new Opening(file, hints, false, sample).open();
        }
        var unpacked =
                file.resolveSibling(Objects.requireNonNull(file.getFileName(), "a file has a name") + ".unpacked");
        try {
            Gzip.unpack(file, unpacked, mostUnpacked);
            return new Opening(unpacked, hints, true, Sample.of(unpacked)).open();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unpacked);
            throw e;
        }
    }

    private DatasetFile open() throws IOException {
        sample.refuseWhatIsNoText(hints.kind());
        var kind = hints.kind() == null ? sample.kind() : hints.kind();
        return kind == Kind.CSV ? openCsv() : openJsonLines();
    }

    private DatasetFile openCsv() throws IOException {
        var dialect = Dialect.of(sample, hints);
        var start = sample.bodyStart();
        var size = Files.size(file);
        try (var rows = CsvCursor.of(DatasetFile.window(file, start), dialect.delimiter(), 0, size, 1)) {
            if (!rows.next()) {
                throw new UnreadableFile("the file is empty; give a CSV file with a header and at least one row");
            }
            if (rows.position() >= Sample.SIZE) {
                // Nothing was seen of the rows, and what stands in front of them is kept in memory.
                throw UnreadableFile.at(
                        rows.line(), "the first row stands behind " + rows.position() + " bytes of blank lines");
            }
            var charset = charset(rows.raw(), rows.rawStart(), rows.rawEnd());
            if (!dialect.header()) {
                refuseTooManyColumns(rows.line(), dialect.fields());
                return file(Kind.CSV, dialect, numbered(dialect.fields()), sample.bodyStart(), 1, size);
            }
            var columns = Header.read(rows, charset);
            var end = rows.endPosition();
            var line = rows.nextLine();
            if (!rows.next()) {
                throw new UnreadableFile("the file has a header and no rows; give at least one row");
            }
            return file(Kind.CSV, dialect, columns, end, line, size);
        }
    }

    private DatasetFile openJsonLines() throws IOException {
        var size = Files.size(file);
        var start = sample.bodyStart();
        var given = givenCharset();
        var charset = given == null ? StandardCharsets.UTF_8 : given;
        var columns = JsonCursor.columns(DatasetFile.window(file, start), charset);
        return file(Kind.JSON_LINES, Dialect.NONE, columns, start, 1, size);
    }

    static void refuseTooManyColumns(long line, int columns) {
        if (columns > MAX_COLUMNS) {
            throw UnreadableFile.at(line, columns + " columns are not allowed; give at most " + MAX_COLUMNS);
        }
    }

    private static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "column_" + i).toList();
    }

    private Charset charset(byte[] b, int from, int to) {
        var given = givenCharset();
        return given == null ? Encoding.likelyCharset(b, from, to) : given;
    }

    /** A byte order mark says more than a hint: in windows-1252 it would be three letters that begin no text. */
    private @Nullable Charset givenCharset() {
        return sample.hasByteOrderMark() ? StandardCharsets.UTF_8 : hints.charset();
    }

    private DatasetFile file(Kind kind, Dialect dialect, List<String> columns, long bodyStart, long bodyLine, long size)
            throws IOException {
        var given = givenCharset();
        var format = new Format(
                kind,
                dialect.delimiter(),
                dialect.header(),
                given == null ? StandardCharsets.UTF_8 : given,
                given != null,
                dialect.decimalComma(),
                gzip);
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes((int) bodyStart);
        }
        return new DatasetFile(file, format, columns, head, size, bodyStart, bodyLine);
    }
}
