package dev.reviewgate.dataset.rows;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of rows, its format found out and its columns known. */
public final class DatasetFile {
    /** The temporary storage of a function at its largest. */
    private static final long MOST_UNPACKED = 10_240L << 20;

    private final Path path;
    private final Format format;
    private final List<String> columns;
    private final byte[] headerBytes;
    private final long size;
    private final long bodyStart;
    private final long bodyLine;

    DatasetFile(
            Path path,
            Format format,
            List<String> columns,
            byte[] headerBytes,
            long size,
            long bodyStart,
            long bodyLine) {
        this.path = path;
        this.format = format;
        this.columns = List.copyOf(columns);
        this.headerBytes = headerBytes;
        this.size = size;
        this.bodyStart = bodyStart;
        this.bodyLine = bodyLine;
    }

    /** Opens a file that unpacks to no more than 10 GiB; see {@link #open(Path, FormatHints, long)}. */
    public static DatasetFile open(Path file, FormatHints hints) throws IOException {
        return open(file, hints, MOST_UNPACKED);
    }

    /**
     * Finds out a file's format and columns from its content, never from its name. Content that is packed by gzip is
     * unpacked to a file beside it, with {@code .unpacked} behind its name, of at most {@code mostUnpacked} bytes. Throws
     * {@link UnreadableFile}.
     */
    public static DatasetFile open(Path file, FormatHints hints, long mostUnpacked) throws IOException {
        return Opening.open(file, hints, mostUnpacked);
    }

    /** Opens part of a larger file: whole rows of a known format and known columns, without a header. */
    public static DatasetFile part(Path file, Format format, List<String> columns) throws IOException {
        return part(file, format, columns, new byte[0]);
    }

    /** The same, for a file that begins with the header of the larger file; lines are counted from its first row. */
    public static DatasetFile part(Path file, Format format, List<String> columns, byte[] header) throws IOException {
        return new DatasetFile(file, format, columns, header.clone(), Files.size(file), header.length, 1);
    }

    /** Where the content is: the file itself, or the unpacked one. */
    public Path path() {
        return path;
    }

    public Format format() {
        return format;
    }

    public List<String> columns() {
        return columns;
    }

    /** The bytes in front of the first row as they stand: byte order mark, header, line ending. */
    public byte[] headerBytes() {
        return headerBytes.clone();
    }

    /** Bytes of the content. */
    public long size() {
        return size;
    }

    /** Where the first row starts, in bytes. */
    public long bodyStart() {
        return bodyStart;
    }

    /** Reads all rows. */
    public RowCursor rows() throws IOException {
        return rows(bodyStart, size);
    }

    /** Reads the rows whose first byte is in [from, to); at {@code from} there must be the start of a row. */
    public RowCursor rows(long from, long to) throws IOException {
        var line = from == bodyStart ? bodyLine : 1;
        var window = window(path, from);
        var rows = format.kind() == Kind.CSV
                ? CsvCursor.of(window, format.delimiter(), columns.size(), to, line)
                : JsonCursor.of(window, columns, format.charset(), to, line);
        return from == bodyStart ? rows : rows.countingFrom(() -> linesInFrontOf(from));
    }

    private long linesInFrontOf(long position) {
        try (var in = Files.newInputStream(path)) {
            return LineCounter.count(in, position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Answers where the first line behind byte {@code from} starts; the size if there is none. That is the start of a row
     * unless it is inside a quoted field that holds line ends, which cannot be seen from there: then the rows in front of
     * it end behind it, see {@link RowCursor#endPosition}.
     */
    public long nextRowStart(long from) throws IOException {
        try (var in = at(from)) {
            var buffer = new byte[1 << 13];
            var position = from;
            var afterReturn = false;
            while (true) {
                var read = in.read(buffer);
                if (read < 0) {
                    return size;
                }
                for (var i = 0; i < read; i++, position++) {
                    if (afterReturn) {
                        return buffer[i] == '\n' ? position + 1 : position;
                    }
                    if (buffer[i] == '\n') {
                        return position + 1;
                    }
                    afterReturn = buffer[i] == '\r';
                }
            }
        }
    }

    private InputStream at(long position) throws IOException {
        return at(path, position);
    }

    private static InputStream at(Path path, long position) throws IOException {
        var channel = FileChannel.open(path);
        channel.position(position);
        return Channels.newInputStream(channel);
    }

    static Window window(Path path, long position) throws IOException {
        return new Window(at(path, position), position);
    }
}
