package dev.reviewgate.callback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The geometry of a bar chart of flagged rows by column, in units of a drawing that is {@value #WIDTH} wide. */
record BarChart(List<Bar> bars) {
    static final int WIDTH = 340;

    private static final int ROW = 28;
    private static final int LONGEST_BAR = 140;
    private static final int MOST_BARS = 20;
    private static final int LONGEST_LABEL = 17;

    /** A bar with its label; {@code name} is what the label may have cut off. */
    record Bar(String name, String label, String value, int y, int width) {
        int textY() {
            return y + 14;
        }

        int valueX() {
            return x() + width + 6;
        }

        int x() {
            return 128;
        }
    }

    static BarChart of(Report report) {
        List<Report.Column> flagged = report.columns().stream()
                .filter(c -> c.flaggedRows() > 0)
                .sorted(Comparator.comparingLong(Report.Column::flaggedRows).reversed())
                .limit(MOST_BARS)
                .toList();
        long most = flagged.isEmpty() ? 1 : flagged.get(0).flaggedRows();
        List<Bar> bars = new ArrayList<>();
        for (Report.Column column : flagged) {
            int width = (int) Math.max(2, Math.round(LONGEST_BAR * (double) column.flaggedRows() / most));
            bars.add(new Bar(
                    column.name(),
                    abbreviate(column.name()),
                    Words.whole(column.flaggedRows()),
                    bars.size() * ROW + 4,
                    width));
        }
        return new BarChart(List.copyOf(bars));
    }

    String viewBox() {
        return "0 0 " + WIDTH + " " + bars.size() * ROW;
    }

    /** Says in words what the drawing shows. */
    String text() {
        StringBuilder text = new StringBuilder("Flagged rows by column:");
        for (Bar bar : bars) {
            text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
                    .append(bar.name())
                    .append(' ')
                    .append(bar.value());
        }
        return text.toString();
    }

    private static String abbreviate(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_LABEL
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }
}
