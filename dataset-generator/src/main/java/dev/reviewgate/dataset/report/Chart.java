package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The geometry of a histogram with its fences, in a drawing that is 340 wide and 132 high. What lies outside the fences has
 * bars of its own, so a bar through which a fence goes is of two colours if there are values on both sides of it.
 */
record Chart(
        String text,
        String from,
        String to,
        List<Part> parts,
        @Nullable Fence lower,
        @Nullable Fence upper,
        String beyond) {
    private static final double LEFT = 6;
    private static final double WIDTH = 328;
    private static final double TOP = 22;
    private static final double BASE = 110;
    private static final double LEAST_HEIGHT = 1.5;

    /** A bar, or what a fence leaves of it. */
    record Part(String x, String y, String width, String height, boolean outside) {
        /** The name of its class. */
        String look() {
            return outside ? "out" : "in";
        }
    }

    /** A fence with the value at which it stands; {@code anchor} keeps its label inside the drawing. */
    record Fence(String x, String label, String anchor) {}

    static Chart of(String column, Report.Histogram histogram, Report.@Nullable Statistics statistics) {
        double lower = statistics == null || statistics.lowerFence() == null
                ? Double.NEGATIVE_INFINITY
                : statistics.lowerFence();
        double upper = statistics == null || statistics.upperFence() == null
                ? Double.POSITIVE_INFINITY
                : statistics.upperFence();
        return new Chart(
                words(column, histogram, lower, upper),
                Figures.decimal(histogram.from()),
                Figures.decimal(histogram.to()),
                parts(
                        histogram,
                        statistics != null && statistics.min() < lower ? lower : Double.NEGATIVE_INFINITY,
                        statistics != null && statistics.max() > upper ? upper : Double.POSITIVE_INFINITY),
                fence(histogram, lower, "end"),
                fence(histogram, upper, "start"),
                beyond(histogram));
    }

    private static List<Part> parts(Report.Histogram histogram, double lower, double upper) {
        int bins = histogram.counts().size();
        double most = Math.max(1, bins == 0 ? 0 : Collections.max(histogram.counts()));
        double width = (histogram.to() - histogram.from()) / bins;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            long count = histogram.counts().get(i);
            if (count > 0) {
                double height = Math.max(LEAST_HEIGHT, (BASE - TOP) * count / most);
                double from = histogram.from() + i * width;
                double to = from + width;
                double ordinaryFrom = Math.min(to, Math.max(from, lower));
                double ordinaryTo = Math.max(ordinaryFrom, Math.min(to, upper));
                add(parts, histogram, from, ordinaryFrom, height, true);
                add(parts, histogram, ordinaryFrom, ordinaryTo, height, false);
                add(parts, histogram, ordinaryTo, to, height, true);
            }
        }
        return List.copyOf(parts);
    }

    private static void add(
            List<Part> parts, Report.Histogram histogram, double from, double to, double height, boolean outside) {
        if (to > from) {
            double x = x(histogram, from);
            parts.add(new Part(
                    Figures.length(x),
                    Figures.length(BASE - height),
                    Figures.length(Math.max(0.2, x(histogram, to) - x - 0.8)),
                    Figures.length(height),
                    outside));
        }
    }

    private static double x(Report.Histogram histogram, double value) {
        return LEFT + WIDTH * ((value - histogram.from()) / (histogram.to() - histogram.from()));
    }

    private static @Nullable Fence fence(Report.Histogram histogram, double value, String side) {
        if (!(value >= histogram.from() && value <= histogram.to())) {
            return null;
        }
        double x = x(histogram, value);
        String anchor = x < 60 ? "start" : x > WIDTH - 50 ? "end" : side;
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
        return text.toString();
    }

    private static String beyond(Report.Histogram histogram) {
        List<String> parts = new ArrayList<>();
        if (histogram.below() > 0) {
            parts.add(Figures.counted(histogram.below(), "value", "values") + " below "
                    + Figures.decimal(histogram.from()));
        }
        if (histogram.above() > 0) {
            parts.add(Figures.counted(histogram.above(), "value", "values") + " above "
                    + Figures.decimal(histogram.to()));
        }
        return parts.isEmpty() ? "" : "Not drawn: " + String.join(" and ", parts) + ".";
    }
}
