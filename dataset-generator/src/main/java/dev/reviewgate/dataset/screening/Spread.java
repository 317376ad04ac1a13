package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.NumberStatistics;
import java.util.stream.DoubleStream;

/** Where the numbers of a column lie: how many, the smallest, some quantiles, the largest. */
record Spread(long count, double min, double q05, double q25, double median, double q75, double q95, double max) {
    /** How far the quartiles may be from where even numbers have them, as a share of the width; normal ones are 0.073 off. */
    private static final double UNEVEN = 0.04;

    /** And by chance, over the root of the count. */
    private static final double UNEVEN_BY_CHANCE = 0.6;

    private static final double MOST_STRETCH = 2.5;

    /** Seconds since 1970 of the years 2001 to 2100; there are times in milliseconds and microseconds too. */
    private static final double FIRST_SECOND = 1e9;

    private static final double LAST_SECOND = 4.1e9;

    static Spread of(NumberStatistics statistics) {
        return new Spread(
                statistics.count(),
                statistics.min(),
                statistics.q05(),
                statistics.q25(),
                statistics.median(),
                statistics.q75(),
                statistics.q95(),
                statistics.max());
    }

    private double width() {
        return q95 - q05;
    }

    /**
     * Whether a column such as a running number or a time of entry goes on where it was last time: its whole numbers are
     * spread evenly or are times, and start about where the last ones ended; or anywhere behind them, if they count rows.
     */
    boolean continues(Spread last) {
        return isWhole()
                && last.isWhole()
                && ((isEven() && last.isEven()) || (isTime() && last.isTime()))
                && q05 >= last.median
                && (q05 <= last.q95 + MOST_STRETCH * last.width() || (isCounting() && last.isCounting()))
                && width() <= MOST_STRETCH * last.width()
                && last.width() <= MOST_STRETCH * width();
    }

    private boolean isWhole() {
        return DoubleStream.of(min, q05, q25, q75, q95, max).allMatch(value -> value == Math.rint(value));
    }

    private boolean isEven() {
        return width() > 0 && isAt(q25, 2 / 9.0) && isAt(median, 0.5) && isAt(q75, 7 / 9.0);
    }

    private boolean isAt(double point, double share) {
        return Math.abs(point - q05 - share * width())
                <= (UNEVEN + UNEVEN_BY_CHANCE / Math.sqrt((double) count)) * width();
    }

    private boolean isTime() {
        return DoubleStream.of(1, 1e3, 1e6).anyMatch(unit -> min >= FIRST_SECOND * unit && max <= LAST_SECOND * unit);
    }

    /** Whether there are about as many values as whole numbers among which they lie. */
    private boolean isCounting() {
        return width() >= count / MOST_STRETCH && width() <= count * MOST_STRETCH;
    }
}
