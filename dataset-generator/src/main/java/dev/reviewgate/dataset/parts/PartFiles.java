package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches a part, by one ranged GET, and opens it as a file that has the dataset's header. */
final class PartFiles {
    private final PartStore store;
    private final PartLimits limits;

    PartFiles(PartStore store, PartLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** A part on this function's disk; {@code content} is what is published: unpacked, and with the header. */
    record Fetched(DatasetFile file, HashedFile content) {}

    /** Throws {@link UnreadableFile} with file, bytes and line. */
    <T> T withPlace(Part part, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (UnreadableFile e) {
            var place = part.isWholeFile() ? part.where() : part.where() + " (lines are counted from there)";
            throw new UnreadableFile(place + ": " + e.getMessage());
        }
    }

    /** What may meet a row that cannot be read. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    Fetched fetch(Plan plan, Part part, Workspace workspace) throws IOException {
        var path = workspace.file("part");
        var cut = !part.isWholeFile();
        HashedFile fetched;
        try (var draft = HashedFile.draft(path)) {
            if (cut) {
                draft.write(plan.header());
            }
            store.copy(part.file(), part.from(), part.to(), draft);
            fetched = draft.finish();
        }
        if (cut && plan.format().kind() == Format.Kind.CSV) {
            return new Fetched(DatasetFile.part(path, plan.format(), plan.columns(), plan.header()), fetched);
        }
        var file = DatasetFile.open(path, hints(plan.format()), limits.wholeFileBytes());
        if (!file.format().gzip()) {
            return new Fetched(file, fetched);
        }
        Files.delete(path);
        return new Fetched(file, HashedFile.of(file.path()));
    }

    private static FormatHints hints(Format format) {
        var charset = format.charsetGiven() ? format.charset() : null;
        return format.kind() == Format.Kind.CSV
                ? new FormatHints(format.kind(), format.delimiter(), format.header(), charset, format.decimalComma())
                : new FormatHints(format.kind(), null, null, charset, null);
    }

    /** Files of CSV have to have the same columns in the same order; lines of JSON name theirs. */
    void requireSameColumns(Plan plan, Part part, DatasetFile file) {
        if (plan.format().kind() == Format.Kind.CSV && !file.columns().equals(plan.columns())) {
            throw new UnreadableFile("the columns are " + named(file.columns()) + "; those of the first file, "
                    + plan.firstFile() + ", are " + named(plan.columns()));
        }
    }

    private static String named(List<String> columns) {
        var shown = String.join(", ", columns.subList(0, Math.min(20, columns.size())));
        return columns.size() > 20 ? shown + " and " + (columns.size() - 20) + " more" : shown;
    }

    /**
     * Refuses rows of several lines in a part that was cut out of a file. With the first part, which starts with a row, and
     * with each that follows a part without such rows, this makes sure that no cut was inside a row.
     */
    void requireOneLineRows(Part part, DatasetFile file, long rows) throws IOException {
        if (part.isWholeFile() || file.format().kind() != Format.Kind.CSV || lines(file) == rows) {
            return;
        }
        // More lines than rows: blank ones, which are no rows, or those of which a row has several.
        try (var cursor = file.rows()) {
            while (cursor.next()) {
                for (var i = cursor.rawStart(); i < cursor.rawEnd(); i++) {
                    var b = cursor.raw()[i];
                    if ((b == '\n' || b == '\r') && !isLineEnd(cursor.raw(), i, cursor.rawEnd())) {
                        throw UnreadableFile.at(
                                cursor.line(),
                                "a row of several lines; a file that is screened in parts is cut at line ends, so give"
                                        + " it without line ends inside fields, or as several smaller files");
                    }
                }
            }
        }
    }

    private static boolean isLineEnd(byte[] raw, int i, int end) {
        return i == end - 1 || (i == end - 2 && raw[i] == '\r' && raw[i + 1] == '\n');
    }

    private static long lines(DatasetFile file) throws IOException {
        var lines = 0L;
        var last = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file.path()))) {
            in.skipNBytes(file.bodyStart());
            var buffer = new byte[1 << 16];
            int read;
            while ((read = in.read(buffer)) > 0) {
                for (var i = 0; i < read; i++) {
                    var b = buffer[i];
                    if (b == '\n' ? last != '\r' : b == '\r') {
                        lines++;
                    }
                    last = b;
                }
            }
        }
        return last == 0 || last == '\n' || last == '\r' ? lines : lines + 1;
    }

    /** The part with the columns of the whole dataset. */
    static DatasetFile withColumns(DatasetFile file, List<String> columns) throws IOException {
        return file.format().kind() == Format.Kind.CSV ? file : DatasetFile.part(file.path(), file.format(), columns);
    }

    /** A file of the dataset's format and columns without rows. */
    static DatasetFile shape(Plan plan, List<String> columns, Path empty) throws IOException {
        return DatasetFile.part(Files.write(empty, plan.header()), plan.format(), columns, plan.header());
    }
}
