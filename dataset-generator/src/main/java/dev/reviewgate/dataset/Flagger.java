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
                    clean.write(row.bytes(), 0, row.length());
                } else {
                    examples.offer(row, number, findings);
                    writeFlagged(Long.toString(number + 1), reasons(findings), row);
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
        clean.write(header.bytes(), 0, header.length());
        writeFlagged("row", "reasons", header);
    }

    private void writeFlagged(String number, String reasons, Row row) throws IOException {
        flagged.write(prefix(number, reasons));
        flagged.write(row.bytes(), row.contentStart(), row.length() - row.contentStart());
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
