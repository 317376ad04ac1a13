package dev.reviewgate.callback;

import dev.reviewgate.core.Fact;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The share of flagged rows as a bar with the threshold marked, in units of a drawing that is 340 wide and 64 high. */
record ShareChart(double share, @Nullable Double threshold) {
    private static final double LEFT = 2;
    private static final double WIDTH = 336;

    /** How the pipeline, and others like it, write a threshold among the facts. */
    private static final Pattern IN_FACTS = Pattern.compile(
            "(?:up to|threshold|at most|limit)\\D{0,12}(\\d+(?:\\.\\d+)?) ?%", Pattern.CASE_INSENSITIVE);

    /** Takes the threshold from the report, or else from the facts, where a report does not know it. */
    static ShareChart of(Report report, List<Fact> facts) {
        return new ShareChart(
                report.anomalyShare(),
                report.threshold() != null
                        ? report.threshold()
                        : threshold(facts).orElse(null));
    }

    private static Optional<Double> threshold(List<Fact> facts) {
        return facts.stream()
                .flatMap(fact -> found(fact.label() + " " + fact.value()))
                .map(percent -> percent / 100)
                .findFirst();
    }

    private static Stream<Double> found(String text) {
        Matcher matcher = IN_FACTS.matcher(text);
        return matcher.find() ? Stream.of(Double.valueOf(matcher.group(1))) : Stream.empty();
    }

    boolean isOver() {
        return threshold != null && share > threshold;
    }

    String percent() {
        return Words.percent(share);
    }

    String allowed() {
        return threshold == null ? "" : Words.decimal(threshold * 100) + " %";
    }

    /** Says how the share compares with the threshold; empty where none is known. */
    String words() {
        Double limit = threshold;
        if (limit == null) {
            return "";
        }
        if (!isOver()) {
            return "Up to " + allowed() + " may pass, so this alone would not have stopped it.";
        }
        return limit > 0 && share / limit >= 2
                ? Words.decimal(Math.floor(share / limit * 10) / 10) + " times the " + allowed()
                        + " that may pass without a review."
                : Words.decimal((share - limit) * 100) + " points over the " + allowed()
                        + " that may pass without a review.";
    }

    String text() {
        return percent() + " of the rows are flagged" + (threshold == null ? "" : "; up to " + allowed() + " may pass");
    }

    /** The length of the bar up to the threshold. */
    String within() {
        return number(x(threshold == null ? share : Math.min(share, threshold)) - LEFT);
    }

    /** Where the part of the bar beyond the threshold begins, and how long it is. */
    String overX() {
        return line();
    }

    String over() {
        return number(threshold == null ? 0 : Math.max(0, x(share) - x(threshold)));
    }

    /** Where the threshold stands. */
    String line() {
        return number(threshold == null ? LEFT : x(threshold));
    }

    String labelAnchor() {
        double x = threshold == null ? LEFT : x(threshold);
        return x < 70 ? "start" : x > 270 ? "end" : "middle";
    }

    /** The end of the scale, in words. */
    String scale() {
        return Words.decimal(end() * 100) + " %";
    }

    private double x(double value) {
        return LEFT + WIDTH * Math.min(1, value / end());
    }

    /** A round number that leaves a bit of room behind the bar and the threshold. */
    private double end() {
        double needed = 1.15 * Math.max(share, threshold == null ? 0 : threshold);
        if (!(needed > 0)) {
            return 0.01;
        }
        double power = Math.pow(10, Math.floor(Math.log10(needed)));
        return Stream.of(1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
                .map(step -> step * power)
                .filter(step -> step >= needed)
                .findFirst()
                .map(step -> Math.min(1, step))
                .orElse(1.0);
    }

    private static String number(double value) {
        return Double.toString(Math.rint(value * 10) / 10);
    }
}
