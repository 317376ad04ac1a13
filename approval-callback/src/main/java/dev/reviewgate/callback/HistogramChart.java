package dev.reviewgate.callback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The geometry of one column's histogram with its fences, in units of a drawing that is 340 wide and 128 high. */
record HistogramChart(
        String column,
        String from,
        String to,
        List<Bar> bars,
        @Nullable Fence lower,
        @Nullable Fence upper,
        String text,
        String beyond) {
    private static final double LEFT = 6;
    private static final double WIDTH = 328;
    private static final double TOP = 20;
    private static final double BASE = 108;
    private static final int MOST = 12;

    /** A bar; {@code kind} tells those outside the fences from the others. */
    record Bar(String x, String y, String width, String height, String kind) {}

    /** A fence with the value at which it stands; {@code anchor} keeps its label inside the drawing. */
    record Fence(String x, String label, String anchor) {}

    /** Draws the columns that a reviewer is asked about, flagged or shifted, if the report has a histogram of them. */
    static List<HistogramChart> of(Report report) {
        List<HistogramChart> charts = new ArrayList<>();
        for (Report.Column column : report.columns()) {
            Report.Histogram histogram = column.histogram();
            boolean isShifted = column.shift() != null && column.shift() >= ReportView.SHIFTED;
            if ((column.flaggedRows() > 0 || isShifted) && histogram != null && charts.size() < MOST) {
                charts.add(of(column.name(), histogram, column.statistics()));
            }
        }
        return List.copyOf(charts);
    }

    private static HistogramChart of(
            String column, Report.Histogram histogram, Report.@Nullable Statistics statistics) {
        double lower = statistics == null ? Double.NEGATIVE_INFINITY : statistics.lowerFence();
        double upper = statistics == null ? Double.POSITIVE_INFINITY : statistics.upperFence();
        return new HistogramChart(
                column,
                Words.decimal(histogram.from()),
                Words.decimal(histogram.to()),
                bars(histogram, lower, upper),
                fence(histogram, lower, "start"),
                fence(histogram, upper, "end"),
                text(column, histogram, statistics),
                beyond(histogram));
    }

    private static List<Bar> bars(Report.Histogram histogram, double lower, double upper) {
        int n = histogram.counts().size();
        double most = Math.max(1, Collections.max(histogram.counts()));
        double step = WIDTH / n;
        double interval = (histogram.to() - histogram.from()) / n;
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long count = histogram.counts().get(i);
            double height = count <= 0 ? 0 : Math.max(1.5, (BASE - TOP) * count / most);
            double middle = histogram.from() + (i + 0.5) * interval;
            bars.add(new Bar(
                    number(LEFT + i * step + 0.5),
                    number(BASE - height),
                    number(step - 1),
                    number(height),
                    middle < lower || middle > upper ? "bar out" : "bar"));
        }
        return List.copyOf(bars);
    }

    private static @Nullable Fence fence(Report.Histogram histogram, double value, String side) {
        if (!(value >= histogram.from() && value <= histogram.to())) {
            return null;
        }
        double x = LEFT + WIDTH * (value - histogram.from()) / (histogram.to() - histogram.from());
        String anchor = x < 50 ? "start" : x > WIDTH - 40 ? "end" : side.equals("start") ? "end" : "start";
        return new Fence(number(x), Words.decimal(value), anchor);
    }

    private static String text(String column, Report.Histogram histogram, Report.@Nullable Statistics statistics) {
        String text = "Histogram of " + column + " from " + Words.decimal(histogram.from()) + " to "
                + Words.decimal(histogram.to());
        return statistics == null
                ? text
                : text + ordinary(statistics) + (statistics.isOnLogScale() ? " (set on a log scale)" : "")
                        + ", the median is " + Words.decimal(statistics.median());
    }

    private static String ordinary(Report.Statistics statistics) {
        double lower = statistics.lowerFence();
        double upper = statistics.upperFence();
        if (Double.isInfinite(lower)) {
            return Double.isInfinite(upper)
                    ? "; no value is an outlier"
                    : "; ordinary values lie below " + Words.decimal(upper);
        }
        return Double.isInfinite(upper)
                ? "; ordinary values lie above " + Words.decimal(lower)
                : "; ordinary values lie between " + Words.decimal(lower) + " and " + Words.decimal(upper);
    }

    private static String beyond(Report.Histogram histogram) {
        List<String> parts = new ArrayList<>();
        if (histogram.below() > 0) {
            parts.add(values(histogram.below()) + " below " + Words.decimal(histogram.from()));
        }
        if (histogram.above() > 0) {
            parts.add(values(histogram.above()) + " above " + Words.decimal(histogram.to()));
        }
        return parts.isEmpty() ? "" : String.join(" and ", parts) + " not drawn";
    }

    private static String values(long count) {
        return count == 1 ? "1 value" : Words.whole(count) + " values";
    }

    private static String number(double value) {
        return Double.toString(Math.rint(value * 10) / 10);
    }
}
