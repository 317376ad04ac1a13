package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Report;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the template of the page asks for; every text out of the file has gone through {@link Shown}. */
record PageView(Report report, @Nullable Double threshold) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The most columns that have a card of their own; the table and report.json have them all. */
    private static final int MOST_CARDS = 100;

    private static final double METER = 328;

    /** A run of the feed: this one, or one that was published before. */
    record Run(String screened, String rows, String share, boolean isAbove) {}

    /** A finding about the file as a whole. */
    record FileWide(String check, String column, String found, String expected) {}

    String subject() {
        if (report.source() instanceof Report.Source.Screened screened) {
            String key = screened.key();
            return Shown.text(key.substring(key.lastIndexOf('/') + 1));
        }
        return "Generated dataset";
    }

    String flagged() {
        return Figures.whole(report.flaggedRows());
    }

    String rows() {
        return Figures.counted(report.rows(), "row", "rows");
    }

    String share() {
        return Figures.percent(report.anomalyShare());
    }

    /** What follows from it; without a threshold, only what does not depend on it. */
    String verdict() {
        boolean asksForFile = !report.fileFindings().isEmpty();
        if (threshold == null) {
            return asksForFile ? "The file as a whole is not as expected, so somebody has to look at it." : "";
        }
        String allowed = Figures.shortPercent(threshold);
        if (report.anomalyShare() > threshold) {
            return "More than the " + allowed + " that may pass, so somebody has to look at it.";
        }
        return asksForFile
                ? "Not more than the " + allowed
                        + " that may pass, but the file as a whole is not as expected, so somebody has to look at it."
                : "Not more than the " + allowed + " that may pass: nobody has to look at it.";
    }

    /** Whether somebody has to look, as far as that is known. */
    boolean asks() {
        return !report.fileFindings().isEmpty() || (threshold != null && report.anomalyShare() > threshold);
    }

    /** Where the share ends in a drawing of 328 units. */
    String meterShare() {
        double width = METER * report.anomalyShare() / meterEnd();
        return Figures.length(report.flaggedRows() > 0 ? Math.max(1.5, width) : 0);
    }

    String meterThreshold() {
        return Figures.length(6 + METER * Math.min(1, (threshold == null ? 0 : threshold) / meterEnd()));
    }

    String meterAnchor() {
        return (threshold == null ? 0 : threshold) / meterEnd() > 0.5 ? "end" : "start";
    }

    String meterText() {
        return share() + " of the rows are flagged" + (threshold == null ? "" : "; " + thresholdWords());
    }

    String thresholdWords() {
        return "up to " + Figures.shortPercent(threshold == null ? 0 : threshold) + " may pass";
    }

    /** The share at the right end: so that both marks are seen, and the smaller one is no hair. */
    private double meterEnd() {
        double most = Math.max(report.anomalyShare(), threshold == null ? 0 : threshold);
        return most <= 0 ? 1 : Math.min(1, most * 1.5);
    }

    List<FileWide> fileFindings() {
        return report.fileFindings().stream()
                .map(f -> new FileWide(
                        Words.check(f.check()),
                        f.column() == null ? "" : Shown.text(f.column()),
                        Shown.text(f.found()),
                        Shown.text(f.expected())))
                .toList();
    }

    List<Bar> reasons() {
        long most = report.reasons().stream()
                .mapToLong(Report.ReasonRows::rows)
                .max()
                .orElse(0);
        return report.reasons().stream()
                .sorted((a, b) -> Long.compare(b.rows(), a.rows()))
                .map(reason -> Bar.of(Words.reason(reason.reason()), reason.rows(), most, report.rows()))
                .toList();
    }

    /** This run and the last published ones before it, the newest first; empty if there was none. */
    List<Run> runs() {
        if (report.history().isEmpty()) {
            return List.of();
        }
        List<Run> runs = new ArrayList<>();
        runs.add(run("This one", report.rows(), report.anomalyShare()));
        for (Report.Run earlier : report.history()) {
            runs.add(run(time(earlier.screenedAt()), earlier.rows(), earlier.anomalyShare()));
        }
        return List.copyOf(runs);
    }

    private Run run(String screened, long rows, double share) {
        return new Run(screened, Figures.whole(rows), Figures.percent(share), threshold != null && share > threshold);
    }

    String comparedWith() {
        Report.ComparedWith with = report.comparedWith();
        if (with == null) {
            return report.source() instanceof Report.Source.Generated
                    ? "A generated dataset is compared with nothing."
                    : "No dataset of this feed was published as a whole before, so there was none to compare with.";
        }
        return "Compared with the last dataset of this feed that was published as a whole: "
                + Figures.counted(with.rows(), "row", "rows")
                + (with.screenedAt() == null ? "" : ", screened " + time(with.screenedAt()))
                + ". The shift is the population stability index: under 0.1 is steady, 0.25 and more has shifted.";
    }

    boolean isCompared() {
        return report.comparedWith() != null;
    }

    List<ColumnView> columns() {
        long others = MOST_CARDS
                - report.columns().stream().filter(ColumnView::isConspicuous).count();
        int conspicuous = 0;
        List<ColumnView> columns = new ArrayList<>();
        for (Report.Column column : report.columns()) {
            boolean hasCard = ColumnView.isConspicuous(column) ? conspicuous++ < MOST_CARDS : others-- > 0;
            columns.add(new ColumnView(columns.size() + 1, column, report.rows(), report.history(), hasCard));
        }
        return List.copyOf(columns);
    }

    String columnsLeft() {
        int left = report.columns().size() - MOST_CARDS;
        return left <= 0 ? "" : Figures.counted(left, "column more is", "columns more are") + " in report.json.";
    }

    List<ExampleView> examples() {
        return report.examples().stream()
                .map(example -> ExampleView.of(report, example))
                .toList();
    }

    String examplesText() {
        int shown = report.examples().size();
        return shown == report.flaggedRows()
                ? "All of the flagged rows."
                : Figures.whole(shown) + " of the " + flagged() + " flagged rows; all of them are in the flagged file.";
    }

    /** Where the dataset comes from, and how it was read. */
    Map<String, String> origin() {
        Map<String, String> origin = new LinkedHashMap<>();
        if (report.source() instanceof Report.Source.Screened screened) {
            origin.put("File", Shown.text("s3://" + screened.bucket() + "/" + screened.key()));
            if (screened.versionId() != null) {
                origin.put("Version", Shown.text(screened.versionId()));
            }
            origin.put("Feed", Shown.text(screened.feed()));
        } else if (report.source() instanceof Report.Source.Generated generated) {
            origin.put("Made with seed", Long.toString(generated.seed()));
            origin.put("Rows spoilt on purpose", Figures.percent(generated.anomalyRate()));
        }
        origin.put("Read as", format(report.format()));
        origin.put("Screened", time(report.screenedAt()));
        return origin;
    }

    private static String format(Report.FileFormat format) {
        String charset = Shown.text(format.charset()) + (format.gzip() ? ", compressed with gzip" : "");
        if (!format.kind().equals("CSV")) {
            return "JSON Lines, " + charset;
        }
        String delimiter = switch (format.delimiter()) {
            case "," -> "commas";
            case ";" -> "semicolons";
            case "\t" -> "tabs";
            case "|" -> "bars";
            default -> Shown.text(format.delimiter());
        };
        return "CSV with " + delimiter + (format.decimalComma() ? ", decimal commas" : "")
                + (format.header() ? ", a header" : ", no header") + ", " + charset;
    }

    private static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant));
        } catch (DateTimeException e) {
            return Shown.text(instant);
        }
    }
}
