package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.NumberStatistics;
import java.util.stream.DoubleStream;

/** Where the numbers of a column lie: how many, the smallest, some quantiles, the largest. */
record Spread(long count, double min, double q05, double q25, double median, double q75, double q95, double max) {
    /** As a share of the width, the quartiles may be so far from where even numbers have them; those of a normal column are 0.073 away. */
    private static final double UNEVEN = 0.04;

    /** By chance they may be further away by this over the root of the count. */
    private static final double UNEVEN_BY_CHANCE = 0.6;

    private static final double MOST_STRETCH = 2.5;
    private static final double AS_DENSE = 1.3;
    private static final double LARGEST_GAP = 0.5;

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

    Spread withMax(double other) {
        return new Spread(count, min, q05, q25, median, q75, q95, other);
    }

    double width() {
        return q95 - q05;
    }

    boolean isConstant() {
        return min == max;
    }

    /** Whether nearly all numbers are 0 or 1. */
    boolean isFlag() {
        return isWhole() && q05 >= 0 && q95 <= 1;
    }

    /**
     * Whether a column such as a running number or a time of entry goes on where it was last time. Whole numbers that count
     * rows may go on anywhere behind the last ones, and times start about where those ended. Other numbers that are spread
     * evenly have to start there too, and to be as dense as those were, because doubled ones are even as well.
     */
    boolean continues(Spread last) {
        if (!isWhole() || !last.isWhole() || q05 < last.median || !isLike(width(), last.width(), MOST_STRETCH)) {
            return false;
        }
        if (isTime() && last.isTime()) {
            return q05 <= last.q95 + MOST_STRETCH * last.width();
        }
        return isEven()
                && last.isEven()
                && ((isCounting() && last.isCounting())
                        || (q05 <= last.q95 + LARGEST_GAP * last.width()
                                && isLike(width() / count, last.width() / last.count, AS_DENSE)));
    }

    private static boolean isLike(double one, double other, double times) {
        return one <= times * other && other <= times * one;
    }

    /** Whether both are one time each, this one the later. */
    boolean isLaterTime(Spread last) {
        return isTime() && last.isTime() && min > last.max;
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
