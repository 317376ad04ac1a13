package dev.reviewgate.callback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this run compares with the last published ones of the same feed, one small drawing for each figure. */
record RunsChart(int runs, String since, List<Figure> figures) {
    private static final double LEFT = 6;
    private static final double WIDTH = 128;
    private static final double TOP = 7;
    private static final double BASE = 33;
    private static final int MOST_COLUMNS = 6;

    /**
     * One figure over the runs, oldest first, this one last.
     *
     * @param line the points of the earlier runs and this one, as SVG writes them
     * @param change how this run differs, in a word that {@code kind} gives a sign
     */
    record Figure(
            String name, String now, String before, String change, String kind, String line, List<Dot> dots, Dot last) {
        /** What a person who does not see the drawing has to know. */
        String text() {
            return name + ": " + now + " now, " + before + " before";
        }
    }

    /** Where a run is drawn. */
    record Dot(String x, String y) {}

    /** Compares a report with the runs before it; without any there is nothing to draw. */
    static RunsChart of(Report report) {
        List<Report.Run> runs = new ArrayList<>(report.history());
        Collections.reverse(runs);
        if (runs.isEmpty()) {
            return new RunsChart(0, "", List.of());
        }
        Stream<@Nullable Figure> figures = Stream.concat(
                Stream.of(
                        figure(
                                "Rows",
                                runs,
                                r -> (double) r.rows(),
                                (double) report.rows(),
                                v -> Words.whole((long) v)),
                        figure("Flagged share", runs, Report.Run::anomalyShare, report.anomalyShare(), Words::percent)),
                columns(report)
                        .map(c -> figure(
                                "Median of " + c.name(),
                                runs,
                                r -> r.medians().get(c.name()),
                                median(c),
                                Words::decimal)));
        String oldest = runs.get(0).screenedAt();
        return new RunsChart(
                runs.size(),
                oldest.isEmpty() ? "" : Words.time(oldest),
                figures.filter(Objects::nonNull).limit(2L + MOST_COLUMNS).toList());
    }

    String title() {
        return runs == 1 ? "Beside the last published run" : "Beside the last " + runs + " published runs";
    }

    /** Those with most flagged rows first, then those that moved most. */
    private static Stream<Report.Column> columns(Report report) {
        return report.columns().stream()
                .filter(column -> column.statistics() != null)
                .sorted(Comparator.comparingLong(Report.Column::flaggedRows)
                        .reversed()
                        .thenComparing(
                                Comparator.comparingDouble(RunsChart::shift).reversed()));
    }

    private static double shift(Report.Column column) {
        Double shift = column.shift();
        return shift == null ? 0 : shift;
    }

    private static @Nullable Double median(Report.Column column) {
        Report.Statistics statistics = column.statistics();
        return statistics == null ? null : statistics.median();
    }

    private static @Nullable Figure figure(
            String name,
            List<Report.Run> runs,
            Function<Report.Run, @Nullable Double> value,
            @Nullable Double now,
            DoubleFunction<String> words) {
        List<Double> before = new ArrayList<>();
        for (Report.Run run : runs) {
            Double one = value.apply(run);
            if (one != null && Double.isFinite(one)) {
                before.add(one);
            }
        }
        if (now == null || before.isEmpty()) {
            return null;
        }
        double least = Collections.min(before);
        double most = Collections.max(before);
        List<Dot> dots = dots(before, now);
        boolean isHigher = now > most;
        boolean isLower = now < least;
        return new Figure(
                name,
                words.apply(now),
                least == most ? words.apply(least) : words.apply(least) + " to " + words.apply(most),
                isHigher ? "higher than before" : isLower ? "lower than before" : "as before",
                isHigher ? "higher" : isLower ? "lower" : "same",
                line(dots),
                dots.subList(0, dots.size() - 1),
                dots.get(dots.size() - 1));
    }

    private static List<Dot> dots(List<Double> before, double now) {
        List<Double> all = new ArrayList<>(before);
        all.add(now);
        double least = Collections.min(all);
        double most = Collections.max(all);
        // A change of less than a hundredth is drawn as next to none.
        double middle = (least + most) / 2;
        double span = Math.max(most - least, Math.abs(middle) * 0.1);
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            double x = LEFT + WIDTH * i / (all.size() - 1);
            double share = span > 0 ? 0.5 + (all.get(i) - middle) / span : 0.5;
            dots.add(new Dot(number(x), number(BASE - (BASE - TOP) * share)));
        }
        return List.copyOf(dots);
    }

    private static String line(List<Dot> dots) {
        return String.join(
                " ", dots.stream().map(dot -> dot.x() + "," + dot.y()).toList());
    }

    private static String number(double value) {
        return Double.toString(Math.rint(value * 10) / 10);
    }
}
