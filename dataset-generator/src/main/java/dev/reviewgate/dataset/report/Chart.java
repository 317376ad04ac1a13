package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The geometry of a histogram with its fences, in a drawing that is 340 wide. Each bar stands on what was flagged of its
 * values, with what was accepted above. What lies beyond the histogram has a bar of its own on either side, on the same scale
 * and a little apart: in most columns the worst accidents are there, far away from everything else.
 */
record Chart(
        String text,
        String flagged,
        List<Part> parts,
        String left,
        String right,
        String from,
        String to,
        @Nullable Fence lower,
        @Nullable Fence upper,
        String below,
        String above) {
    private static final double LEFT = 6;
    private static final double RIGHT = 334;
    private static final double TOP = 22;
    private static final double BASE = 110;
    private static final double LEAST_HEIGHT = 1.5;

    /** How wide the bar of what lies beyond is, and how far it is from the others. */
    private static final double BEYOND = 22;

    private static final double APART = 14;

    /** What was flagged or what was accepted of the values of one bar. */
    record Part(String x, String y, String width, String height, String look) {}

    /** A fence with the value at which it stands; {@code anchor} keeps its label inside the drawing. */
    record Fence(String x, String label, String anchor) {}

    static Chart of(String column, Report.Histogram histogram, Report.@Nullable Statistics statistics) {
        double lower = statistics == null || statistics.lowerFence() == null
                ? Double.NEGATIVE_INFINITY
                : statistics.lowerFence();
        double upper = statistics == null || statistics.upperFence() == null
                ? Double.POSITIVE_INFINITY
                : statistics.upperFence();
        double left = LEFT + (histogram.below() > 0 ? BEYOND + APART : 0);
        double right = RIGHT - (histogram.above() > 0 ? BEYOND + APART : 0);
        return new Chart(
                words(column, histogram, lower, upper),
                flagged(histogram),
                parts(histogram, left, right),
                Figures.length(left),
                Figures.length(right),
                Figures.decimal(histogram.from()),
                Figures.decimal(histogram.to()),
                fence(histogram, lower, left, right, "end"),
                fence(histogram, upper, left, right, "start"),
                beyond(histogram.below(), "below"),
                beyond(histogram.above(), "above"));
    }

    /** Whether there is a line of words under the bars of what lies beyond. */
    boolean isTall() {
        return !below.isEmpty() || !above.isEmpty();
    }

    private static List<Part> parts(Report.Histogram histogram, double left, double right) {
        List<Long> counts = histogram.counts();
        double most = Math.max(
                Math.max(histogram.below(), histogram.above()),
                Math.max(1, counts.isEmpty() ? 0 : Collections.max(counts)));
        double width = (right - left) / counts.size();
        List<Part> parts = new ArrayList<>();
        add(parts, LEFT, BEYOND, histogram.below(), histogram.flaggedBelow(), most);
        for (int i = 0; i < counts.size(); i++) {
            add(
                    parts,
                    left + i * width,
                    width - 0.8,
                    counts.get(i),
                    histogram.flagged().get(i),
                    most);
        }
        add(parts, RIGHT - BEYOND, BEYOND, histogram.above(), histogram.flaggedAbove(), most);
        return List.copyOf(parts);
    }

    private static void add(List<Part> parts, double x, double width, long count, long flagged, double most) {
        double base = add(parts, x, width, BASE, flagged, most, "out");
        add(parts, x, width, base, count - flagged, most, "in");
    }

    /** Answers where the next part stands. */
    private static double add(
            List<Part> parts, double x, double width, double base, long count, double most, String look) {
        if (count <= 0) {
            return base;
        }
        double height = Math.max(LEAST_HEIGHT, (BASE - TOP) * count / most);
        parts.add(new Part(
                Figures.length(x), Figures.length(base - height), Figures.length(width), Figures.length(height), look));
        return base - height;
    }

    private static @Nullable Fence fence(
            Report.Histogram histogram, double value, double left, double right, String side) {
        if (!(value >= histogram.from() && value <= histogram.to())) {
            return null;
        }
        double x = left + (right - left) * ((value - histogram.from()) / (histogram.to() - histogram.from()));
        String anchor = x < 60 ? "start" : x > RIGHT - 56 ? "end" : side;
        return new Fence(Figures.length(x), Figures.decimal(value), anchor);
    }

    private static String words(String column, Report.Histogram histogram, double lower, double upper) {
        var text = new StringBuilder("Histogram of " + column + " from " + Figures.decimal(histogram.from()) + " to "
                + Figures.decimal(histogram.to()));
        if (lower > Double.NEGATIVE_INFINITY) {
            text.append("; outliers lie below ").append(Figures.decimal(lower));
        }
        if (upper < Double.POSITIVE_INFINITY) {
            text.append(lower > Double.NEGATIVE_INFINITY ? " and above " : "; outliers lie above ")
                    .append(Figures.decimal(upper));
        }
        text.append("; flagged: ").append(flagged(histogram));
        List<String> beyond = new ArrayList<>();
        if (histogram.flaggedBelow() > 0) {
            beyond.add(Figures.whole(histogram.flaggedBelow()) + " below " + Figures.decimal(histogram.from()));
        }
        if (histogram.flaggedAbove() > 0) {
            beyond.add(Figures.whole(histogram.flaggedAbove()) + " above " + Figures.decimal(histogram.to()));
        }
        return beyond.isEmpty()
                ? text.toString()
                : text.append(", ").append(String.join(" and ", beyond)).toString();
    }

    private static String flagged(Report.Histogram histogram) {
        long flagged = histogram.flaggedBelow() + sum(histogram.flagged()) + histogram.flaggedAbove();
        long all = histogram.below() + sum(histogram.counts()) + histogram.above();
        return (flagged == 0 ? "none" : Figures.whole(flagged)) + " of " + Figures.counted(all, "number", "numbers");
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static String beyond(long count, String where) {
        return count == 0 ? "" : Figures.whole(count) + " " + where;
    }
}
