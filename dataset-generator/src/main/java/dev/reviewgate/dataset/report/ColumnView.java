package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.ColumnType;
import dev.reviewgate.dataset.screening.Reason;
import dev.reviewgate.dataset.screening.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the templates ask of a column; {@code number} counts the columns from 1, and the first hundred have a card of their own. */
record ColumnView(int number, Report.Column column, long rows, List<Report.Run> history, boolean hasCard) {
    /** From where on a population stability index is read as a change that somebody should know of. */
    private static final double DRIFT = 0.1;

    private static final double SHIFT = 0.25;
    private static final int MOST_VALUES = 8;

    String id() {
        return "column-" + number;
    }

    String name() {
        return Shown.text(column.name());
    }

    String type() {
        return Words.type(column.type());
    }

    String facts() {
        return type()
                + (column.required() ? ", required" : ", may be missing")
                + (column.declared() ? ", declared in the input" : "")
                + (Boolean.TRUE.equals(column.personal()) ? ", personal data" : "");
    }

    String flagged() {
        return Figures.whole(column.flaggedRows());
    }

    boolean isFlagged() {
        return column.flaggedRows() > 0;
    }

    String shift() {
        return column.shift() == null ? "" : Figures.index(column.shift());
    }

    String shiftWords() {
        Double shift = column.shift();
        return shift == null ? "" : shift >= SHIFT ? "shifted" : shift >= DRIFT ? "drifting" : "steady";
    }

    boolean isShifted() {
        return isShifted(column);
    }

    /** Whether there is anything in a column to look into. */
    static boolean isConspicuous(Report.Column column) {
        return column.flaggedRows() > 0 || isShifted(column);
    }

    private static boolean isShifted(Report.Column column) {
        return column.shift() != null && column.shift() >= SHIFT;
    }

    /** The checks that failed, with how many values did; a missing value that may be missing is none. */
    List<String> failed() {
        Map<Reason, Long> counts = new LinkedHashMap<>();
        counts.put(Reason.MISSING, column.required() ? column.missing() : 0);
        counts.put(Reason.UNPARSABLE, column.unparsable());
        counts.put(Reason.OUT_OF_RANGE, column.outOfRange());
        counts.put(Reason.OUTLIER, column.outliers());
        counts.put(Reason.UNKNOWN_CATEGORY, column.unknownCategories());
        counts.put(Reason.PATTERN_MISMATCH, column.patternMismatches());
        counts.put(Reason.DUPLICATE_ID, column.duplicates());
        counts.put(Reason.FUTURE_DATE, column.futureDates());
        counts.put(Reason.ENCODING_DAMAGE, column.encodingDamages());
        List<String> failed = new ArrayList<>();
        counts.forEach((reason, count) -> {
            if (count > 0) {
                failed.add(Figures.whole(count) + " × " + Words.reason(reason));
            }
        });
        return List.copyOf(failed);
    }

    String filled() {
        double share = rows == 0 ? 0 : (double) column.filled() / rows;
        return Figures.whole(column.filled()) + " filled (" + Figures.percent(share) + ")";
    }

    @Nullable
    Chart chart() {
        Report.Histogram histogram = column.histogram();
        return histogram == null || !(histogram.to() > histogram.from())
                ? null
                : Chart.of(name(), histogram, column.statistics());
    }

    @Nullable
    MedianLine medians() {
        return MedianLine.of(column, history).orElse(null);
    }

    /** The column in numbers by what they are called; empty if it holds none. */
    Map<String, String> statistics() {
        Report.Statistics statistics = column.statistics();
        if (statistics == null) {
            return Map.of();
        }
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Numbers", Figures.whole(statistics.count()));
        rows.put("Smallest, largest", Figures.decimal(statistics.min()) + ", " + Figures.decimal(statistics.max()));
        rows.put("Median", Figures.decimal(statistics.median()));
        rows.put("Middle half", Figures.decimal(statistics.q25()) + " to " + Figures.decimal(statistics.q75()));
        rows.put("Middle 90 %", Figures.decimal(statistics.q05()) + " to " + Figures.decimal(statistics.q95()));
        rows.put("Mean", Figures.decimal(statistics.mean()));
        rows.put("Median deviation (MAD)", Figures.decimal(statistics.mad()));
        rows.put("Fences", fence(statistics.lowerFence()) + " to " + fence(statistics.upperFence()));
        rows.put(
                "Set at",
                Figures.decimal(statistics.threshold()) + " robust deviations"
                        + (statistics.scale().equals("LOG") ? ", on a log scale" : ""));
        return rows;
    }

    /** The most frequent values, and how many there are of the others; empty unless the column is a category. */
    List<Bar> values() {
        if (!(column.distribution() instanceof Report.Distribution.Categories categories)
                || (column.type() != ColumnType.CATEGORY && column.type() != ColumnType.BOOLEAN)) {
            return List.of();
        }
        long most = categories.values().stream()
                .mapToLong(Report.ValueCount::count)
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        categories.values().stream()
                .limit(MOST_VALUES)
                .forEach(value -> bars.add(Bar.of(Shown.text(value.value()), value.count(), most, rows)));
        long others = categories.other()
                + categories.values().stream()
                        .skip(MOST_VALUES)
                        .mapToLong(Report.ValueCount::count)
                        .sum();
        if (others > 0) {
            bars.add(Bar.of("all others", others, most, rows));
        }
        if (categories.missing() > 0) {
            bars.add(Bar.of("(missing)", categories.missing(), most, rows));
        }
        return List.copyOf(bars);
    }

    private static String fence(@Nullable Double fence) {
        return fence == null ? "none" : Figures.decimal(fence);
    }
}
