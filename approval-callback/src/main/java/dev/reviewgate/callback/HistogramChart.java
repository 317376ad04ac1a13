package dev.reviewgate.callback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The geometry of one column's histogram, in units of a drawing that is 340 wide and 136 high: the accepted values and, on top
 * of them, the flagged ones, all on one scale, with the limits between which a value is an ordinary one. What lies beyond
 * the intervals has a bar of its own on either side.
 */
record HistogramChart(
        String column,
        String from,
        String to,
        List<Bar> bars,
        @Nullable Outer below,
        @Nullable Outer above,
        double left,
        double right,
        @Nullable Limit lower,
        @Nullable Limit upper,
        @Nullable Limit median,
        String flagged,
        String text) {
    private static final double LEFT = 6;
    private static final double RIGHT = 334;
    private static final double TOP = 26;
    private static final double BASE = 112;

    /** The width of an outer bar, and the gap between it and the intervals. */
    private static final double OUTER = 34;

    private static final double GAP = 10;

    /** What is there is seen, however few they are among how many. */
    private static final double LEAST_HEIGHT = 2.5;

    private static final int MOST = 12;

    /** A bar; {@code kind} tells accepted from flagged values. */
    record Bar(String x, String y, String width, String height, String kind) {}

    /** The bar of all values beyond the intervals: {@code label} says beyond what, {@code count} how many. */
    record Outer(String middle, String countY, String label, String count) {}

    /** A line with the value at which it stands; {@code anchor} keeps its label inside the drawing. */
    record Limit(String x, String label, String anchor) {}

    /** Draws the columns that a reviewer is asked about, those with most flagged rows first, if the report has a histogram of them. */
    static List<HistogramChart> of(Report report) {
        Set<String> named =
                report.fileFindings().stream().map(Report.FileFinding::column).collect(Collectors.toSet());
        return report.columns().stream()
                .filter(c -> c.flaggedRows() > 0 || isShifted(c) || named.contains(c.name()))
                .sorted(Comparator.comparingLong(Report.Column::flaggedRows).reversed())
                .flatMap(HistogramChart::of)
                .limit(MOST)
                .toList();
    }

    private static boolean isShifted(Report.Column column) {
        Double shift = column.shift();
        return shift != null && shift >= ReportView.SHIFTED;
    }

    private static Stream<HistogramChart> of(Report.Column column) {
        Report.Histogram histogram = column.histogram();
        return histogram == null ? Stream.empty() : Stream.of(new Drawing(column, histogram).chart());
    }

    /** Lays one histogram out. */
    private static final class Drawing {
        private final String column;
        private final long flaggedRows;
        private final Report.Histogram histogram;
        private final Report.@Nullable Statistics statistics;
        private final double lowerFence;
        private final double upperFence;
        private final double left;
        private final double right;
        private final double most;
        private final List<Bar> bars = new ArrayList<>();

        Drawing(Report.Column of, Report.Histogram histogram) {
            this.histogram = histogram;
            column = of.name();
            flaggedRows = of.flaggedRows();
            statistics = of.statistics();
            lowerFence = statistics == null ? Double.NEGATIVE_INFINITY : statistics.lowerFence();
            upperFence = statistics == null ? Double.POSITIVE_INFINITY : statistics.upperFence();
            left = histogram.below() > 0 ? LEFT + OUTER + GAP : LEFT;
            right = histogram.above() > 0 ? RIGHT - OUTER - GAP : RIGHT;
            most = Math.max(
                    1,
                    Math.max(
                            histogram.counts().stream()
                                    .mapToLong(Long::longValue)
                                    .max()
                                    .orElse(1),
                            Math.max(histogram.below(), histogram.above())));
        }

        HistogramChart chart() {
            int n = histogram.counts().size();
            double step = (right - left) / n;
            for (int i = 0; i < n; i++) {
                stack(
                        left + i * step + 0.5,
                        Math.max(1, step - 1),
                        histogram.counts().get(i),
                        flaggedIn(i));
            }
            Report.FlaggedValues flagged = histogram.flagged();
            Outer below = outer(
                    LEFT,
                    histogram.below(),
                    flagged == null ? histogram.below() : flagged.below(),
                    "< " + Words.decimal(histogram.from()));
            Outer above = outer(
                    right + GAP,
                    histogram.above(),
                    flagged == null ? histogram.above() : flagged.above(),
                    "> " + Words.decimal(histogram.to()));
            return new HistogramChart(
                    column,
                    below == null ? Words.decimal(histogram.from()) : "",
                    above == null ? Words.decimal(histogram.to()) : "",
                    List.copyOf(bars),
                    below,
                    above,
                    left,
                    right,
                    limit(lowerFence, "end"),
                    limit(upperFence, "start"),
                    median(),
                    flaggedWords(),
                    text());
        }

        /** Where a report does not tell flagged values from others, those beyond the limits are taken for them. */
        private long flaggedIn(int interval) {
            Report.FlaggedValues flagged = histogram.flagged();
            if (flagged != null) {
                return flagged.counts().get(interval);
            }
            double middle = histogram.from()
                    + (interval + 0.5)
                            * (histogram.to() - histogram.from())
                            / histogram.counts().size();
            return middle < lowerFence || middle > upperFence
                    ? histogram.counts().get(interval)
                    : 0;
        }

        /** Draws accepted values and flagged ones on top of them; returns where the upper end is. */
        private double stack(double x, double width, long count, long flaggedCount) {
            long flagged = Math.max(0, Math.min(flaggedCount, count));
            double y = BASE;
            y = bar(x, y, width, count - flagged, "accepted");
            return bar(x, y, width, flagged, "flagged");
        }

        private double bar(double x, double base, double width, long count, String kind) {
            if (count <= 0) {
                return base;
            }
            double height = Math.max(LEAST_HEIGHT, (BASE - TOP) * count / most);
            bars.add(new Bar(number(x), number(base - height), number(width), number(height), kind));
            return base - height;
        }

        private @Nullable Outer outer(double x, long count, long flagged, String label) {
            if (count <= 0) {
                return null;
            }
            double top = stack(x, OUTER, count, flagged);
            return new Outer(number(x + OUTER / 2), number(top - 4), label, Words.whole(count));
        }

        private @Nullable Limit limit(double value, String side) {
            if (!(value >= histogram.from() && value <= histogram.to())) {
                return null;
            }
            double x = x(value);
            String anchor = x < LEFT + 40 ? "start" : x > RIGHT - 40 ? "end" : side;
            return new Limit(number(x), Words.decimal(value), anchor);
        }

        private @Nullable Limit median() {
            double value = statistics == null ? Double.NaN : statistics.median();
            return value >= histogram.from() && value <= histogram.to()
                    ? new Limit(number(x(value)), Words.decimal(value), anchorOfMedian(x(value)))
                    : null;
        }

        /** The label stands below the axis, between those of its ends. */
        private static String anchorOfMedian(double x) {
            return x < LEFT + 105 ? "start" : x > RIGHT - 105 ? "end" : "middle";
        }

        private double x(double value) {
            return left + (right - left) * (value - histogram.from()) / (histogram.to() - histogram.from());
        }

        private long flaggedTotal() {
            long total = 0;
            for (int i = 0; i < histogram.counts().size(); i++) {
                total += flaggedIn(i);
            }
            Report.FlaggedValues flagged = histogram.flagged();
            return total
                    + (flagged == null ? histogram.below() + histogram.above() : flagged.below() + flagged.above());
        }

        private String flaggedWords() {
            long flagged = flaggedTotal();
            String beyond = beyond();
            String about = histogram.flagged() == null ? "about " : "";
            String count = flagged == 0 ? none() : about + values(flagged) + " flagged";
            return capitalised(count) + (beyond.isEmpty() ? "." : "; " + beyond + ".");
        }

        /** A value that is missing or not readable is flagged, and has no place on the scale. */
        private String none() {
            return flaggedRows == 0 ? "No value is flagged" : "What is flagged is missing or no number";
        }

        private String beyond() {
            List<String> parts = new ArrayList<>();
            if (histogram.below() > 0) {
                parts.add(Words.whole(histogram.below()) + " below " + Words.decimal(histogram.from()));
            }
            if (histogram.above() > 0) {
                parts.add(Words.whole(histogram.above()) + " above " + Words.decimal(histogram.to()));
            }
            return String.join(" and ", parts);
        }

        private String text() {
            String text = "Histogram of " + column + " from " + Words.decimal(histogram.from()) + " to "
                    + Words.decimal(histogram.to());
            Report.Statistics s = statistics;
            return (s == null
                            ? text
                            : text + ordinary(s) + (s.isOnLogScale() ? " (set on a log scale)" : "")
                                    + ", the median is " + Words.decimal(s.median()))
                    + ". " + flaggedWords();
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

        private static String values(long count) {
            return count == 1 ? "1 value" : Words.whole(count) + " values";
        }

        private static String capitalised(String text) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }

        private static String number(double value) {
            return Double.toString(Math.rint(value * 10) / 10);
        }
    }
}
