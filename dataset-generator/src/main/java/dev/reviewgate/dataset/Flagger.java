package dev.reviewgate.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The second pass: writes each row, byte for byte as it is, to the clean or to the flagged file. In the flagged file its
 * number and the reasons stand before it, so that the two files together are the dataset.
 */
final class Flagger {
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final OutputStream clean;
    private final OutputStream flagged;
    private final RowChecker checker;
    private final Tally tally = new Tally();
    private final Examples examples = new Examples();

    Flagger(Profile profile, OutputStream clean, OutputStream flagged) {
        this.clean = clean;
        this.flagged = flagged;
        checker = new RowChecker(profile);
    }

    void flag(Path dataset) throws IOException {
        try (var reader = RowReader.open(dataset)) {
            reader.next();
            writeHeader(reader.row());
            for (var number = 0L; reader.next(); number++) {
                var row = reader.row();
                var findings = checker.check(row, number);
                tally.add(findings);
                if (findings.isEmpty()) {
                    write(clean, row, 0);
                } else {
                    examples.offer(row, number, findings);
                    flagged.write(prefix(Long.toString(number + 1), reasons(findings)));
                    write(flagged, row, 0);
                }
            }
        }
    }

    Tally tally() {
        return tally;
    }

    Examples examples() {
        return examples;
    }

    private void writeHeader(Row header) throws IOException {
        write(clean, header, 0);
        flagged.write(prefix("row", "reasons"));
        write(flagged, header, startsWithByteOrderMark(header) ? BYTE_ORDER_MARK.length : 0);
    }

    private static boolean startsWithByteOrderMark(Row row) {
        return row.length() >= BYTE_ORDER_MARK.length
                && row.bytes()[0] == BYTE_ORDER_MARK[0]
                && row.bytes()[1] == BYTE_ORDER_MARK[1]
                && row.bytes()[2] == BYTE_ORDER_MARK[2];
    }

    private static void write(OutputStream out, Row row, int from) throws IOException {
        out.write(row.bytes(), from, row.length() - from);
        // Only a file's last row has no line ending, and it need not be the last one that is written here.
        if (row.contentLength() == row.length()) {
            out.write('\n');
        }
    }

    private static byte[] prefix(String number, String reasons) {
        var text = new StringWriter();
        CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(text)
                .writeRecord(number, reasons);
        var record = text.toString();
        return (record.substring(0, record.length() - 1) + ",").getBytes(StandardCharsets.UTF_8);
    }

    /** {@code OUTLIER: height_cm; MISSING: name}, and {@code RAGGED_ROW} alone. */
    private static String reasons(List<Finding> findings) {
        return findings.stream().map(Flagger::reason).collect(Collectors.joining("; "));
    }

    private static String reason(Finding finding) {
        @Nullable String column = finding.column();
        return column == null ? finding.reason().name() : finding.reason() + ": " + column;
    }
}
