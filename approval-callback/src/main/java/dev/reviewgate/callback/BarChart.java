package dev.reviewgate.callback;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Counts of rows, the largest first, each with a bar beside it that is up to a hundred units long. */
record BarChart(List<Bar> bars) {
    private static final int LONGEST = 100;
    private static final int MOST_BARS = 20;

    /** What is counted, how many rows it has, and how long its bar is. */
    record Bar(String name, String rows, int length) {}

    /** Ranks the reasons for which rows were flagged. */
    static BarChart ofReasons(Report report) {
        return of(report.reasons(), r -> ReportView.words(r.reason()), Report.ReasonCount::rows);
    }

    /** Ranks the columns that have flagged rows. */
    static BarChart ofColumns(Report report) {
        return of(report.columns(), Report.Column::name, Report.Column::flaggedRows);
    }

    private static <T> BarChart of(List<T> items, Function<T, String> name, ToLongFunction<T> rows) {
        List<T> ranked = items.stream()
                .filter(item -> rows.applyAsLong(item) > 0)
                .sorted(Comparator.comparingLong(rows).reversed())
                .limit(MOST_BARS)
                .toList();
        double most = ranked.isEmpty() ? 1 : rows.applyAsLong(ranked.get(0));
        return new BarChart(ranked.stream()
                .map(item -> {
                    long count = rows.applyAsLong(item);
                    return new Bar(name.apply(item), Words.whole(count), (int)
                            Math.max(1, Math.round(LONGEST * count / most)));
                })
                .toList());
    }

    List<Bar> first(int n) {
        return bars.subList(0, Math.min(n, bars.size()));
    }

    List<Bar> after(int n) {
        return bars.subList(Math.min(n, bars.size()), bars.size());
    }
}
