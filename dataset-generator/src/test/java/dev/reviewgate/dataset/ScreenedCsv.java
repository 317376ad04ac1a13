package dev.reviewgate.dataset;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The outcome of screening some bytes, read back by a CSV reader that is not the one that was tested. */
record ScreenedCsv(Report report, String clean, String flagged) {

    /** How a blank line is read, and a line of one empty quoted field too. */
    static final List<String> BLANK = List.of("");

    static ScreenedCsv of(String csv) {
        return of(csv.getBytes(StandardCharsets.UTF_8));
    }

    static ScreenedCsv of(byte[] csv) {
        try (var workspace = Workspace.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            var dataset = Files.write(workspace.file("dataset.csv"), csv);
            var source = new Report.Source.Screened("bucket", "key", "v1");
            var screened = new Screening(Json.mapper()).screen(dataset, source, workspace);
            return new ScreenedCsv(
                    screened.report(),
                    Files.readString(screened.clean().path()),
                    Files.readString(screened.flagged().path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] generate(long rows, long seed, double anomalyRate) {
        var out = new ByteArrayOutputStream();
        try {
            new CustomerGenerator(new DatasetRequest.Generate(rows, seed, anomalyRate)).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The records of a CSV text, the header included. */
    static List<List<String>> records(String csv) {
        try (var reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(false)
                .ofCsvRecord(csv)) {
            var records = new ArrayList<List<String>>();
            reader.forEach(record -> records.add(record.getFields()));
            records.removeIf(BLANK::equals);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<List<String>> cleanRows() {
        return withoutHeader(records(clean));
    }

    /** The reasons of each flagged row, by row number (from 1). */
    Map<Long, String> reasons() {
        var reasons = new TreeMap<Long, String>();
        for (var record : withoutHeader(records(flagged))) {
            reasons.put(Long.valueOf(record.get(0)), record.get(1));
        }
        return reasons;
    }

    /** The original fields of each flagged row. */
    List<List<String>> flaggedRows() {
        return withoutHeader(records(flagged)).stream()
                .map(record -> record.subList(2, record.size()))
                .toList();
    }

    Report.Column column(String name) {
        return report.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> withoutHeader(List<List<String>> records) {
        return records.subList(1, records.size());
    }
}
