package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The median of a column in the last published runs and in this one, in a drawing that is 340 wide and 44 high. The scale is
 * the middle 90 % of the column as it is today, so that a change that is small for the column looks small.
 *
 * @param line the points of a polyline, the oldest run first
 */
record MedianLine(String line, List<Point> points, String text) {
    private static final double LEFT = 12;
    private static final double WIDTH = 316;
    private static final double TOP = 6;
    private static final double HEIGHT = 32;

    /** A run; {@code look} tells this one from those before. */
    record Point(String x, String y, String look) {}

    /** Empty if no earlier run has a median of the column. */
    static Optional<MedianLine> of(Report.Column column, List<Report.Run> history) {
        Report.Statistics statistics = column.statistics();
        if (statistics == null || history.stream().noneMatch(run -> has(run, column))) {
            return Optional.empty();
        }
        List<Report.Run> earlier = new ArrayList<>(history);
        Collections.reverse(earlier);
        double low = statistics.q05();
        double high = statistics.q95();
        for (Report.Run run : earlier) {
            low = Math.min(low, run.medians().getOrDefault(column.name(), low));
            high = Math.max(high, run.medians().getOrDefault(column.name(), high));
        }
        List<Point> points = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < earlier.size(); i++) {
            Double median = earlier.get(i).medians().get(column.name());
            words.add(median == null ? "none" : Figures.decimal(median));
            if (median != null) {
                points.add(point(i, earlier.size(), median, low, high, "earlier"));
            }
        }
        points.add(point(earlier.size(), earlier.size(), statistics.median(), low, high, "now"));
        Collections.reverse(words);
        return Optional.of(new MedianLine(
                String.join(" ", points.stream().map(p -> p.x() + "," + p.y()).toList()),
                List.copyOf(points),
                "Median " + Figures.decimal(statistics.median()) + "; in the last published runs, the newest first: "
                        + String.join("; ", words)));
    }

    private static boolean has(Report.Run run, Report.Column column) {
        return run.medians().containsKey(column.name());
    }

    private static Point point(int index, int last, double median, double low, double high, String look) {
        // Halved, since the difference of two numbers may be larger than any number.
        double scale = high / 2 - low / 2;
        double height = scale > 0 ? (median / 2 - low / 2) / scale : 0.5;
        return new Point(
                Figures.length(LEFT + WIDTH * index / last), Figures.length(TOP + HEIGHT * (1 - height)), look);
    }
}
