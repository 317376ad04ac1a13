package dev.reviewgate.dataset.screening;

import static dev.reviewgate.dataset.screening.FileFinding.Check.LIMITS;
import static dev.reviewgate.dataset.screening.FileFinding.Check.MISSING_VALUES;
import static dev.reviewgate.dataset.screening.FileFinding.Check.NEW_VALUES;
import static dev.reviewgate.dataset.screening.FileFinding.Check.ONE_VALUE;
import static dev.reviewgate.dataset.screening.FileFinding.Check.WHITE_SPACE;

import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.FarGroup;
import dev.reviewgate.dataset.stats.Frequent;
import dev.reviewgate.dataset.stats.NumberStatistics;
import dev.reviewgate.dataset.stats.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * Looks in one column for what an accident in a part of the rows leaves: values that left the limits of the last published
 * dataset, that are missing, that are new or that are all the same. A share that the last dataset had too is no finding.
 */
final class ColumnComparison {
    /** Far outside of the last fences there is next to nothing by chance. */
    private static final double BEYOND_FENCES = 0.015;

    /** Beyond the largest value, but within the fences, there may be some of a column that drifts. */
    private static final double BEYOND_RANGE = 0.03;

    private static final double BEYOND_DATES = 0.02;
    private static final double MUCH = 0.009;
    private static final int FEW = 5;
    private static final int FEW_FAR = 8;

    /** As likely as one in 10,000 is that so many values are larger than all of the last ones. */
    private static final double BY_CHANCE = Math.log(1e-4);

    private static final double MORE_MISSING = 0.05;
    private static final double FIRST_MISSING = 0.01;
    private static final double MORE_PADDED = 0.009;
    private static final double NEW = 0.009;
    private static final double ONE = 0.02;

    /** Values that are usual in a column of prices or pieces are as many as this. */
    private static final int USUAL = 3;

    /** Where dates of fewer days are delivered, any day may be that of many rows. */
    private static final int MANY_DAYS = 30;

    /** The day of a default stands out among the days around it. */
    private static final int STANDS_OUT = 4;

    private static final int MONTH = 31;
    private static final int YEAR = 366;

    /** Texts of which at most this share was rare last time were few different ones. */
    private static final double RARE = 0.01;

    /** If values that many rows share make up as much of a column that grows, they are its labels: years, weeks, batches. */
    private static final double LABELS = 0.5;

    private final ColumnProfile column;
    private final Baseline.Column published;
    private final List<FileFinding> findings = new ArrayList<>();

    ColumnComparison(ColumnProfile column, Baseline.Column published) {
        this.column = column;
        this.published = published;
    }

    List<FileFinding> findings() {
        return findings;
    }

    boolean has(FileFinding.Check check) {
        return findings.stream().anyMatch(finding -> finding.check() == check);
    }

    /** Values that are not there, and white space around those that are. */
    void compareFilling() {
        var missing = Growth.ofCounts(
                published.missing(), total(published), column.missing(), column.filled() + column.missing());
        if (missing.isBeyond(MORE_MISSING, 0) || missing.isBeyond(FIRST_MISSING, MORE_MISSING / FIRST_MISSING)) {
            add(MISSING_VALUES, percent(missing.now()) + " missing", asLastTime(missing));
        }
        if (published.padded() != null) {
            var padded = Growth.ofCounts(published.padded(), published.filled(), column.padded(), column.filled());
            if (padded.isBeyond(MORE_PADDED, 1)) {
                add(WHITE_SPACE, "white space around " + percent(padded.now()), asLastTime(padded));
            }
        }
    }

    private static long total(Baseline.Column column) {
        return column.filled() + column.missing();
    }

    /** Values that nobody had last time, where few different ones are used. */
    void compareCategories(Distribution.OfCategories reference, Map<String, Long> counts) {
        var now = reference.like(counts, column.missing());
        var fresh = Growth.ofCounts(reference.other(), published.filled(), now.other(), column.filled());
        if (fresh.isBeyond(NEW, 1)) {
            add(NEW_VALUES, percent(fresh.now()) + " new values", asLastTime(fresh));
        }
    }

    /** Texts that are too long or too many to be counted, where there were a few short ones. */
    void compareUncounted(Distribution.OfCategories reference) {
        if (reference.other() <= RARE * published.filled()) {
            add(NEW_VALUES, "long texts, or too many different ones", "few short ones, as last time");
        }
    }

    /** Zeros and ones, where the last ones were numbers because they were all the same. */
    void compareFlags(Map<String, Long> counts) {
        var ones = Growth.share(counts.getOrDefault("true", 0L), column.filled());
        compareFrequent(List.of(new Frequent(0, 1 - ones), new Frequent(1, ones)), value -> true);
    }

    /**
     * Values that are too large, too small, of another sign, or one and the same.
     *
     * @param last where they are expected
     * @param isShifted whether the whole column is told to have shifted
     * @param isGrowing whether the whole column grows from run to run, so that larger ones are what one expects
     */
    void compareNumbers(
            Numbers numbers, NumberStatistics statistics, Baseline.Range last, boolean isShifted, boolean isGrowing)
            throws IOException {
        var isAway = statistics.median() < last.spread().q25()
                || statistics.median() > last.spread().q75();
        if (!(isShifted && isAway)) {
            compareLimits(numbers, last, isGrowing);
        }
        if (!isGrowing || !isLabelled()) {
            compareFrequent(statistics.frequent(), value -> true);
        }
    }

    private boolean isLabelled() {
        return published.frequent() != null
                && published.frequent().values().stream()
                                .mapToDouble(share -> share)
                                .sum()
                        >= LABELS;
    }

    private void compareLimits(Numbers numbers, Baseline.Range last, boolean isGrowing) throws IOException {
        var tails = Tails.of(numbers, last);
        var count = numbers.count();
        if (last.spread().min() >= 0 && isMuch(tails.negative, count)) {
            add(LIMITS, percent(Growth.share(tails.negative, count)) + " negative", "none, as last time");
            return;
        }
        if (last.spread().max() <= 0 && isMuch(tails.positive, count)) {
            add(LIMITS, percent(Growth.share(tails.positive, count)) + " positive", "none, as last time");
            return;
        }
        var outside = outside(last, Growth.share(tails.aboveFence + tails.belowFence, count), count);
        if (outside.isBeyond(BEYOND_FENCES, 1) || isFar(tails.far, count)) {
            var above = tails.aboveFence >= tails.belowFence;
            var side = Growth.share(above ? tails.aboveFence : tails.belowFence, count);
            add(
                    LIMITS,
                    percent(side) + (above ? " too large" : " too small"),
                    // The fences themselves are values of rows where all are the same.
                    (outside.before() == 0 ? "none" : percent(outside.before())) + " outside the last fences");
        } else if (!isGrowing && isBeyond(tails.aboveMax, count, last.spread().count(), BEYOND_RANGE)) {
            add(LIMITS, percent(Growth.share(tails.aboveMax, count)) + " larger than any of last time", "none");
        } else if (isBeyond(tails.belowMin, count, last.spread().count(), BEYOND_RANGE)) {
            add(LIMITS, percent(Growth.share(tails.belowMin, count)) + " smaller than any of last time", "none");
        }
    }

    private static Growth outside(Baseline.Range last, double share, long of) {
        var count = last.spread().count();
        return new Growth(Growth.share(last.outliers(), count), count, share, of);
    }

    /** Whether more numbers make up a group than lay outside the last fences. */
    static boolean isNews(FarGroup group, long count, Baseline.Range last) {
        return (group.median() < last.lowerFence() || group.median() > last.upperFence())
                && outside(last, group.share(), count).isBeyond(BEYOND_FENCES, 1);
    }

    /** In a small file, a few values far outside say more than many close by. */
    private static boolean isFar(long far, long of) {
        return far >= FEW_FAR && far >= BEYOND_RANGE * of;
    }

    /** Of what is not there by chance, a few are much. */
    private static boolean isMuch(long count, long of) {
        return count >= FEW && count >= MUCH * of;
    }

    /** Of two samples of one population, that many of one are seldom beyond the end of the other. */
    private static boolean isBeyond(long beyond, long of, long lastOf, double least) {
        return beyond >= least * of && beyond * Math.log(Growth.share(of, of + lastOf)) <= BY_CHANCE;
    }

    /**
     * Dates that are before or far behind all of last time, or one and the same. Later ones are what one expects, up to today.
     *
     * @param lastDay the last day that is not in the future
     * @param daysSince how many days ago the last dataset was screened
     */
    void compareDates(Days days, Baseline.Dates last, long lastDay, long daysSince) throws IOException {
        // One day for nearly all rows that was still to come, such as the end of a year, may move on by a year.
        var isOneTerm = last.q05() == last.q95() && last.max() > lastDay - 1 - daysSince;
        var behind = last.max() + daysSince + (isOneTerm ? YEAR : MONTH);
        var longBefore = last.min() - Math.max(MONTH, last.max() - last.min());
        var before = Counter.count(days, day -> day < days.counted((double) last.min()));
        var late = Counter.count(days, day -> day > days.counted((double) Math.max(lastDay, behind)));
        if (isMuch(Counter.count(days, day -> day < days.counted((double) longBefore)), days.count())
                || isBeyond(before, days.count(), published.filled(), BEYOND_DATES)) {
            add(LIMITS, percent(Growth.share(before, days.count())) + " earlier than any of last time", "none");
        }
        if (isMuch(late, days.count())) {
            add(LIMITS, percent(Growth.share(late, days.count())) + " far in the future", "none");
        }
        if (days.isExact() && last.q95() - last.q05() >= MANY_DAYS) {
            var frequent = Frequent.among(days);
            compareFrequent(
                    frequent,
                    one -> one.value() >= last.min()
                            && (one.value() <= last.max() || one.value() > behind)
                            && frequent.stream()
                                    .filter(other -> !other.equals(one) && isFresh(other))
                                    .allMatch(other -> one.share() >= STANDS_OUT * other.share()));
        }
    }

    private boolean isFresh(Frequent one) {
        return published.frequent() != null && !published.frequent().containsKey(one.value());
    }

    /** One value, whichever it is, that has become far more frequent. */
    private void compareFrequent(List<Frequent> frequent, Predicate<Frequent> isCounted) {
        var last = published.frequent();
        if (last == null) {
            return;
        }
        var usual = usual(last.values());
        var mostUnlisted = Frequent.mostUnlisted(last.values(), published.filled());
        for (var one : frequent) {
            var before = last.getOrDefault(one.value(), mostUnlisted);
            var growth = new Growth(before, published.filled(), one.share(), column.filled());
            if (isCounted.test(one) && growth.isBeyond(ONE + 1.5 * usual, 0.5)) {
                add(
                        ONE_VALUE,
                        "one value in " + percent(one.share()) + " of the rows",
                        (last.containsKey(one.value()) ? "" : "no more than ") + percent(before) + ", as last time");
                return;
            }
        }
    }

    private static double usual(Collection<Double> shares) {
        return shares.stream()
                .sorted(Comparator.reverseOrder())
                .skip(USUAL - 1L)
                .findFirst()
                .orElse(0.0);
    }

    private void add(FileFinding.Check check, String found, String expected) {
        findings.add(new FileFinding(check, column.name(), found, expected));
    }

    private static String asLastTime(Growth growth) {
        return (growth.before() == 0 ? "none" : percent(growth.before())) + ", as last time";
    }

    static String percent(double share) {
        var percent = 100 * share;
        return (percent > 0 && percent < 0.1 ? "under 0.1" : Text.number(Math.round(10 * percent) / 10.0)) + " %";
    }

    private static final class Counter implements Numbers.Consumer {
        private final DoublePredicate isCounted;
        private long count;

        private Counter(DoublePredicate isCounted) {
            this.isCounted = isCounted;
        }

        static long count(Days days, DoublePredicate isCounted) {
            var counter = new Counter(isCounted);
            days.forEach(counter);
            return counter.count;
        }

        @Override
        public void accept(double value, long times) {
            count += isCounted.test(value) ? times : 0;
        }
    }

    /** How many numbers lie where few or none of last time did. */
    private static final class Tails implements Numbers.Consumer {
        private final Baseline.Range last;
        private final double farBelow;
        private final double farAbove;
        private long belowFence;
        private long aboveFence;
        private long far;
        private long belowMin;
        private long aboveMax;
        private long negative;
        private long positive;

        private Tails(Baseline.Range last) {
            this.last = last;
            var reach = last.upperFence() - last.lowerFence();
            farBelow = Math.min(last.spread().min(), last.lowerFence() - reach);
            farAbove = Math.max(last.spread().max(), last.upperFence() + reach);
        }

        static Tails of(Numbers numbers, Baseline.Range last) throws IOException {
            var tails = new Tails(last);
            numbers.forEach(tails);
            return tails;
        }

        @Override
        public void accept(double value, long times) {
            belowFence += value < last.lowerFence() ? times : 0;
            aboveFence += value > last.upperFence() ? times : 0;
            far += value < farBelow || value > farAbove ? times : 0;
            belowMin += value < last.spread().min() ? times : 0;
            aboveMax += value > last.spread().max() ? times : 0;
            negative += value < 0 ? times : 0;
            positive += value > 0 ? times : 0;
        }
    }
}
