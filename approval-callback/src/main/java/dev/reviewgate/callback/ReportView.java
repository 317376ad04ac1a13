package dev.reviewgate.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the template of a report asks for. */
record ReportView(Report report, BarChart bars, List<HistogramChart> histograms, List<Row> examples) {
    /** How many example rows are seen at once: all twenty of them fill a phone's screen several times. */
    private static final int FIRST_EXAMPLES = 5;

    /** An example row: why it was flagged, and one cell for each value. */
    record Row(String number, List<Why> whys, List<Cell> cells) {}

    /** Why a row was flagged; {@code column} is empty where the whole row is meant. */
    record Why(String column, String words, String expected) {}

    /** A value, and the reasons for which it was flagged. */
    record Cell(String value, List<String> reasons) {}

    static ReportView of(Report report) {
        return new ReportView(
                report,
                BarChart.of(report),
                HistogramChart.of(report),
                report.examples().stream().map(e -> row(report, e)).toList());
    }

    String flagged() {
        return Words.whole(report.flaggedRows());
    }

    String rows() {
        return Words.whole(report.rows());
    }

    String share() {
        return Words.percent(report.anomalyShare());
    }

    String count(Report.ReasonCount reason) {
        return Words.whole(reason.rows());
    }

    /** Says a reason in words; one that a later version adds is said as it is written. */
    static String words(String reason) {
        return switch (reason) {
            case "MISSING" -> "missing value";
            case "UNPARSABLE" -> "not readable";
            case "OUTLIER" -> "outlier";
            case "DUPLICATE_ID" -> "duplicate id";
            case "RAGGED_ROW" -> "wrong number of fields";
            default -> reason.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
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
            cells.add(new Cell(example.values().get(i), reasons));
        }
        List<Why> whys = example.findings().stream().map(ReportView::why).toList();
        return new Row(Words.whole(example.row()), whys, List.copyOf(cells));
    }

    private static Why why(Report.Finding finding) {
        String column = finding.column();
        return new Why(column == null ? "" : column, words(finding.reason()), finding.expected());
    }
}
