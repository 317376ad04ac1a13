package dev.reviewgate.dataset.screening;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.stats.Workspace;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outcome of screening some bytes, read back by a CSV reader that is not the one that was tested; the bytes of the files
 * are characters of Latin-1 here.
 */
record ScreenedFile(Report report, String cleanBytes, String flaggedBytes, List<String> sha256) {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final ScreeningOptions OPTIONS = ScreeningOptions.of(
                    new Report.Source.Screened("bucket", "key", "v1", "bucket/"), NOW)
            .withThreads(1);

    /** How a blank line is read, and a line of one empty quoted field too. */
    static final List<String> BLANK = List.of("");

    static ScreenedFile of(String file) {
        return of(file.getBytes(StandardCharsets.UTF_8));
    }

    static ScreenedFile of(byte[] file) {
        return of(file, FormatHints.NONE, OPTIONS, Tuning.USUAL);
    }

    static ScreenedFile of(String file, Schema schema) {
        return of(file, OPTIONS.withSchema(schema));
    }

    static ScreenedFile of(String file, ScreeningOptions options) {
        return of(file.getBytes(StandardCharsets.UTF_8), FormatHints.NONE, options, Tuning.USUAL);
    }

    static ScreenedFile of(byte[] file, FormatHints hints, ScreeningOptions options, Tuning tuning) {
        try (var workspace = Workspace.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            var path = Files.write(workspace.file("dataset"), file);
            var screened = Screening.screen(DatasetFile.open(path, hints), options, workspace, tuning);
            return new ScreenedFile(
                    screened.report(),
                    Files.readString(screened.clean().path(), StandardCharsets.ISO_8859_1),
                    Files.readString(screened.flagged().path(), StandardCharsets.ISO_8859_1),
                    List.of(screened.clean().sha256(), screened.flagged().sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] generate(long rows, long seed, double anomalyRate) {
        var out = new ByteArrayOutputStream();
        try {
            new CustomerGenerator(new CustomerRequest(rows, seed, anomalyRate)).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    String clean() {
        return utf8(cleanBytes);
    }

    String flagged() {
        return utf8(flaggedBytes);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
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
        return withoutHeader(records(clean()));
    }

    /** The reasons of each flagged row in full, by row number (from 1). */
    Map<Long, String> reasons() {
        var reasons = new TreeMap<Long, String>();
        for (var record : withoutHeader(records(flagged()))) {
            reasons.put(Long.valueOf(record.get(0)), record.get(1));
        }
        return reasons;
    }

    /** Reasons and columns of each flagged row, {@code OUTLIER height; MISSING name}. */
    Map<Long, String> kinds() {
        var kinds = new TreeMap<Long, String>();
        reasons()
                .forEach((row, reasons) -> kinds.put(
                        row,
                        Arrays.stream(reasons.split("; ", -1))
                                .map(reason -> reason.replaceFirst("[:,].*", ""))
                                .collect(Collectors.joining("; "))));
        return kinds;
    }

    /** The original fields of each flagged row. */
    List<List<String>> flaggedRows() {
        return withoutHeader(records(flagged())).stream()
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
