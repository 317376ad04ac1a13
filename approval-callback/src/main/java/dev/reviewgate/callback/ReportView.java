package dev.reviewgate.callback;

import dev.reviewgate.core.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the template of a report asks for. */
record ReportView(
        Report report,
        ShareChart share,
        BarChart reasons,
        BarChart columns,
        List<HistogramChart> histograms,
        RunsChart runs,
        List<Row> examples) {
    /** How many example rows are seen at once: all twenty of them fill a phone's screen several times. */
    private static final int FIRST_EXAMPLES = 5;

    /** How many reasons fit on a phone's first screen beside everything else that belongs there. */
    static final int FIRST_REASONS = 4;

    /** From where on a population stability index is read as a change, and from where as one that asks for a review. */
    private static final double DRIFT = 0.1;

    static final double SHIFTED = 0.25;

    /** An example row: why it was flagged, and one cell for each value. */
    record Row(String number, List<Why> whys, List<Cell> cells) {}

    /** Why a row was flagged; {@code column} is empty where the whole row is meant, {@code value} where there is none. */
    record Why(String column, String words, String value, String expected, boolean isMasked) {}

    /** How far a column has moved: a population stability index. */
    record Shift(String column, double index) {
        String words() {
            return String.format(Locale.ROOT, "%.2f", index) + (index >= SHIFTED ? ", shifted" : ", drifting");
        }
    }

    /** A value below a column's name, and the reasons for which it was flagged. */
    record Cell(String column, String value, List<String> reasons, boolean isMasked) {
        boolean isBad() {
            return !reasons.isEmpty();
        }
    }

    static ReportView of(Report report, List<Fact> facts) {
        return new ReportView(
                report,
                ShareChart.of(report, facts),
                BarChart.ofReasons(report),
                BarChart.ofColumns(report),
                HistogramChart.of(report),
                RunsChart.of(report),
                report.examples().stream().map(e -> row(report, e)).toList());
    }

    String flagged() {
        return Words.whole(report.flaggedRows());
    }

    String rows() {
        return Words.whole(report.rows());
    }

    /** Tells whether it is the file as a whole that somebody has to look at. */
    boolean asksForFile() {
        return !report.fileFindings().isEmpty();
    }

    /** Says a reason in words; one that a later version adds is said as it is written. */
    static String words(String reason) {
        return switch (reason) {
            case "MISSING" -> "missing value";
            case "UNPARSABLE" -> "not readable";
            case "OUT_OF_RANGE" -> "outside the declared range";
            case "OUTLIER" -> "outlier";
            case "UNKNOWN_CATEGORY" -> "unknown category";
            case "PATTERN_MISMATCH" -> "not as the declared pattern";
            case "DUPLICATE_ID" -> "duplicate value";
            case "FUTURE_DATE" -> "date in the future";
            case "RAGGED_ROW" -> "wrong number of fields";
            case "ENCODING_DAMAGE" -> "damaged encoding";
            default -> reason.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** Says in words what was compared; a check that a later version adds is said as it is written. */
    static String check(String check) {
        return switch (check) {
            case "ROW_COUNT" -> "Number of rows";
            case "MISSING_COLUMN" -> "Missing column";
            case "TYPE_CHANGED" -> "Another type";
            case "SHIFT" -> "Shifted values";
            case "GROUP" -> "Two groups";
            case "LIMITS" -> "Beyond the last limits";
            case "MISSING_VALUES" -> "More missing values";
            case "NEW_VALUES" -> "New values";
            case "ONE_VALUE" -> "One value in many rows";
            case "WHITE_SPACE" -> "White space around values";
            case "SAME_ROWS" -> "The same rows again";
            case "REPEATED_ROWS" -> "Repeated rows";
            default -> check.replace('_', ' ');
        };
    }

    /** Says what the file was compared with; empty where it was compared with nothing. */
    String comparedWith() {
        Report.ComparedWith with = report.comparedWith();
        return with == null
                ? ""
                : "Compared with the last dataset of this feed that was published as a whole, "
                        + Words.whole(with.rows()) + " rows"
                        + (with.screenedAt().isEmpty() ? "" : ", screened " + Words.time(with.screenedAt()))
                        + ".";
    }

    /** The columns whose values are spread as they were last time, or not: those that differ most go first. */
    List<Shift> shifts() {
        return report.columns().stream()
                .flatMap(column ->
                        column.shift() == null ? Stream.empty() : Stream.of(new Shift(column.name(), column.shift())))
                .sorted(Comparator.comparingDouble(Shift::index).reversed())
                .filter(shift -> shift.index() >= DRIFT)
                .toList();
    }

    /** Returns the table's column names; a row with more values than that gets columns without a name. */
    List<String> header() {
        int widest = examples.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < widest; i++) {
            names.add(i < report.columns().size() ? report.columns().get(i).name() : "?");
        }
        return List.copyOf(names);
    }

    List<Row> firstExamples() {
        return examples.subList(0, Math.min(FIRST_EXAMPLES, examples.size()));
    }

    /** The example rows that are folded away. */
    List<Row> moreExamples() {
        return examples.subList(firstExamples().size(), examples.size());
    }

    String showMore() {
        int more = moreExamples().size();
        return more == 1 ? "Show 1 more row" : "Show " + more + " more rows";
    }

    private static Row row(Report report, Report.Example example) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < example.values().size(); i++) {
            String column =
                    i < report.columns().size() ? report.columns().get(i).name() : "";
            List<String> reasons =
                    example.of(column).stream().map(f -> words(f.reason())).toList();
            String shown = column.isEmpty() ? "?" : column;
            cells.add(new Cell(
                    shown, example.values().get(i), reasons, example.masked().contains(i)));
        }
        List<Why> whys = example.findings().stream().map(ReportView::why).toList();
        return new Row(Words.whole(example.row()), whys, List.copyOf(cells));
    }

    private static Why why(Report.Finding finding) {
        String column = finding.column();
        return new Why(
                column == null ? "" : column,
                words(finding.reason()),
                finding.value(),
                finding.expected(),
                finding.isMasked());
    }
}
