package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Finding;
import dev.reviewgate.dataset.screening.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flagged row: why it was flagged, and its values by column. */
record ExampleView(String id, String row, List<Why> whys, List<Cell> cells, String left) {
    /** The most values of one row that are shown, besides those at fault. */
    private static final int MOST_CELLS = 40;

    /** What is wrong, and what was expected; {@code column} is empty where the whole row is meant. */
    record Why(String column, String reason, String value, String expected) {}

    /** A value; {@code reason} is empty where nothing is wrong with it. */
    record Cell(String column, String value, String reason) {
        boolean isBad() {
            return !reason.isEmpty();
        }
    }

    static ExampleView of(Report report, Report.Example example) {
        List<Why> whys = example.findings().stream().map(ExampleView::why).toList();
        List<Cell> cells = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < example.values().size(); i++) {
            String column =
                    i < report.columns().size() ? report.columns().get(i).name() : null;
            String reason = reasons(example, column);
            if (reason.isEmpty() && cells.size() >= MOST_CELLS) {
                left++;
                continue;
            }
            cells.add(new Cell(
                    column == null ? "(no column)" : Shown.text(column),
                    Shown.text(example.values().get(i)),
                    reason));
        }
        return new ExampleView(
                "row-" + example.row(),
                Figures.whole(example.row()),
                whys,
                List.copyOf(cells),
                left == 0 ? "" : Figures.counted(left, "value more", "values more"));
    }

    private static Why why(Finding finding) {
        return new Why(
                finding.column() == null ? "" : Shown.text(finding.column()),
                Words.reason(finding.reason()),
                Shown.text(finding.value()),
                Shown.text(finding.expected()));
    }

    private static String reasons(Report.Example example, @Nullable String column) {
        return column == null
                ? ""
                : String.join(
                        ", ",
                        example.findings().stream()
                                .filter(finding -> column.equals(finding.column()))
                                .map(finding -> Words.reason(finding.reason()))
                                .toList());
    }
}
