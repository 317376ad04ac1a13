package dev.reviewgate.dataset.screening;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.RowCursor;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a flagged row is written: its number and its reasons, and the row itself as it stands in the file. */
abstract class FlaggedRows {
    /** A row of a thousand columns may have a thousand reasons; nobody reads them all. */
    private static final int MOST_REASONS = 20;

    private final RowChecker checker;

    private FlaggedRows(RowChecker checker) {
        this.checker = checker;
    }

    static FlaggedRows of(DatasetFile file, Profile profile, RowChecker checker) {
        return file.format().kind() == Format.Kind.JSON_LINES
                ? new JsonLines(checker)
                : new Csv(checker, file.format(), profile.charset());
    }

    /** What stands in front of the first row, made from what stands there in the dataset. */
    abstract void header(byte[] dataset, Bytes out);

    /** Appends the row of that number (from 0). */
    abstract void row(RowCursor row, long number, RowFindings findings, Bytes out);

    /** {@code OUTLIER height_cm: 1.78, expected 139.5 to 202.9 (…)}. */
    final String reason(RowCursor row, RowFindings findings, int index) {
        var finding = checker.describe(row, findings, index);
        var text = new StringBuilder(finding.reason().name());
        if (finding.column() != null) {
            text.append(' ').append(finding.column());
        }
        if (!finding.value().isBlank()) {
            text.append(": ").append(oneLine(finding.value()));
        }
        return text.append(", expected ").append(finding.expected()).toString();
    }

    /** A reason stays on its line, whatever the value holds. */
    private static String oneLine(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return value.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return value;
    }

    static int told(RowFindings findings) {
        return Math.min(MOST_REASONS, findings.size());
    }

    static String rest(RowFindings findings) {
        return findings.size() > MOST_REASONS ? "and " + (findings.size() - MOST_REASONS) + " more" : "";
    }

    /** Two fields in front of the row, in the delimiter and the charset of the file. */
    private static final class Csv extends FlaggedRows {
        private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

        private final char delimiter;
        private final boolean hasHeader;
        private final Charset charset;

        Csv(RowChecker checker, Format format, Charset charset) {
            super(checker);
            delimiter = format.delimiter();
            hasHeader = format.header();
            this.charset = charset;
        }

        @Override
        void header(byte[] dataset, Bytes out) {
            if (hasHeader) {
                var from = startsWith(dataset, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
                while (dataset[from] == '\n' || dataset[from] == '\r') {
                    from++;
                }
                out.append("row" + delimiter + "reasons" + delimiter, charset);
                out.append(dataset, from, dataset.length);
            }
        }

        private static boolean startsWith(byte[] bytes, byte[] prefix) {
            return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
        }

        @Override
        void row(RowCursor row, long number, RowFindings findings, Bytes out) {
            var text = new StringBuilder();
            text.append(number + 1).append(delimiter).append('"');
            for (var i = 0; i < told(findings); i++) {
                text.append(i == 0 ? "" : "; ").append(reason(row, findings, i).replace("\"", "\"\""));
            }
            if (!rest(findings).isEmpty()) {
                text.append("; ").append(rest(findings));
            }
            text.append('"').append(delimiter);
            out.append(text.toString(), charset);
            out.append(row.raw(), row.rawStart(), row.rawEnd());
        }
    }

    /** An object around the row. */
    private static final class JsonLines extends FlaggedRows {
        JsonLines(RowChecker checker) {
            super(checker);
        }

        @Override
        void header(byte[] dataset, Bytes out) {}

        @Override
        void row(RowCursor row, long number, RowFindings findings, Bytes out) {
            var text = new StringBuilder("{\"row\":").append(number + 1).append(",\"reasons\":[");
            for (var i = 0; i < told(findings); i++) {
                append(text, reason(row, findings, i));
            }
            if (!rest(findings).isEmpty()) {
                append(text, rest(findings));
            }
            text.append("],\"record\":");
            out.append(text.toString(), StandardCharsets.UTF_8);
            var end = row.rawEnd();
            while (end > row.rawStart() && (row.raw()[end - 1] == '\n' || row.raw()[end - 1] == '\r')) {
                end--;
            }
            out.append(row.raw(), row.rawStart(), end);
            out.append((byte) '}');
            out.append(row.raw(), end, row.rawEnd());
        }

        private static void append(StringBuilder text, String reason) {
            if (text.charAt(text.length() - 1) != '[') {
                text.append(',');
            }
            text.append('"')
                    .append(JsonStringEncoder.getInstance().quoteAsString(reason))
                    .append('"');
        }
    }
}
