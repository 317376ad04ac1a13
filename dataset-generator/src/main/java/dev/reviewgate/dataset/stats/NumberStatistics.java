package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A numeric column in numbers, with the fences outside which a value is an outlier. All of it is exact and does not depend on
 * the order of the values; adding a constant to a column or multiplying it by a positive one does not change which values are outside.
 *
 * <p>Fences are found from G = min(400, n) points, the values at ranks ⌈(2k + 1) n / 2G⌉, k = 0 … G − 1, of the n sorted
 * ones. Of a set of points, q(p) is the one at rank ⌈p · size⌉, Q(p) that at the same rank counted from the largest, m the median (the mean of the two middle ones), MAD the median of
 * |x − m|, and n' the number of values they stand for, size · n / G.
 *
 * <p><b>A fit</b> to a sample of points, with p = 0.25, z = 0.6745 the first time and p = 0.1, z = 1.281552 later:
 * <ol>
 *   <li>a = m − q(p), b = Q(p) − m, S = (b − a) / (b + a); A = m − q(0.05), B = Q(0.05) − m, T = (B − A) / (B + A).
 *   <li>LOG if a, b &gt; 0, |S| ≥ 0.1 + 3 / √n', T has the sign of S, |T| ≥ |S| and s, as below, ≤ 4: the three-parameter log-normal distribution
 *       in which q(p) and Q(p) lie evenly about the median. u = ab / (b − a), s = |ln(b / a)| / z, K = 3.5;
 *       fences m + u (exp(±K s) − 1), but m − 1.1 u on the short side if s &gt; 1.2. A left-skewed column has a negative u.
 *   <li>Otherwise LINEAR: s = MAD / 0.6745, fences m ± K s with the column's K (Iglewicz and Hoaglin, "How to Detect and
 *       Handle Outliers", 1993).
 *   <li>If MAD = 0: the median's value is set aside. If at least 2.5 % of the sample differ from it, <i>all of these rules</i>
 *       go over the rest, and the fences are widened to hold what was set aside; else LINEAR with s = 1.253314 times the
 *       mean of |x − m|, K = 3.5. Such a fit is final.
 * </ol>
 * <b>K</b> of a set: R is the smaller of (Q(0.05) − m) / (Q(0.25) − m) and (m − q(0.05)) / (m − q(0.25)), and
 * h = ln(R / 2.4387) / 1.1254 Tukey's h; K = 3.5 exp(6.125 min(h, 0.5)) if h &gt; 0.1 + 2 / √n', else 3.5 (also where R is not a
 * positive number).
 *
 * <p><b>Refining</b> goes over at most 4 rounds, each fitting to a core: at first the points it starts from, then all points
 * of the set within the last fences. It ends when those are the core of the fit just made (not after the first) or are none.
 * The sample is the core (of at least 20 points) without its smallest value if that makes up from 1 % to less than g of the
 * set and at least four times as many points as its neighbour in the core, and without its largest one likewise.
 *
 * <p><b>Starts</b>: refining starts from all points; if they are 50 or more with a MAD above 0, also from all but the lowest 6 %
 * and from all but the highest 6 % (rounded down). One of these replaces the best so far if more points lie outside of its
 * fences by over 0.5 % of the set, at most g on either side, and it is not LOG with s &gt; 0.9.
 *
 * <p><b>Groups</b>: g is 6 %. If more than g of the points, and at least 10, lie beyond a fence they are no outliers but a group: all of these
 * rules go over them, and the fence moves to theirs if that is further out. Within a set of points that is a part of a larger
 * one, g is 6 % of the larger one, but at most 45 % of the part.
 *
 * @param frequent values that many of the points are, the most frequent first
 */
public record NumberStatistics(
        long count,
        double min,
        double max,
        double mean,
        double median,
        double mad,
        double q05,
        double q25,
        double q75,
        double q95,
        Scale scale,
        double threshold,
        double lowerFence,
        double upperFence,
        double centre,
        double unit,
        double deviation,
        List<Frequent> frequent) {
    public NumberStatistics {
        frequent = List.copyOf(frequent);
    }

    /** So many points of the distribution, at evenly spaced ranks, are what fences are found from. */
    private static final int POINTS = 400;

    /** There must be at least one number. */
    public static NumberStatistics of(Numbers numbers) throws IOException {
        var all = Quantiles.sortedIfFew(numbers);
        var n = all.count();
        var first = new FirstPass();
        all.forEach(first);
        var points = (int) Math.min(n, POINTS);
        var ranks = LongStream.concat(
                        LongStream.of(
                                (n - 1) / 2,
                                n / 2,
                                Quantiles.rank(0.05, n),
                                Quantiles.rank(0.25, n),
                                Quantiles.rank(0.75, n),
                                Quantiles.rank(0.95, n)),
                        IntStream.range(0, points).mapToLong(k -> pointRank(k, points, n)))
                .toArray();
        var q = all instanceof SortedNumbers
                ? Quantiles.select(all, ranks)
                : new RadixSelection(all, first.digits.counts, ranks).select(ranks);
        var median = Quantiles.median(q[0], q[1]);
        var distribution = Arrays.copyOfRange(q, ranks.length - points, ranks.length);
        var fit = Fences.of(distribution, n);
        return new NumberStatistics(
                n,
                numbers instanceof NumberSketch sketch ? sketch.min() : first.min,
                numbers instanceof NumberSketch sketch ? sketch.max() : first.max,
                numbers instanceof NumberSketch sketch ? sketch.mean() : first.sum.mean(),
                median,
                Quantiles.median(new Distances(all, median)),
                q[2],
                q[3],
                q[4],
                q[5],
                fit.isLog() ? Scale.LOG : Scale.LINEAR,
                fit.threshold(),
                fit.lower(),
                fit.upper(),
                fit.centre(),
                fit.unit(),
                fit.deviation(),
                // Of numbers that stand for others, only zero is itself.
                Frequent.inPoints(distribution).stream()
                        .filter(frequent -> numbers.isExact() || frequent.value() == 0)
                        .toList());
    }

    /** The rank, from 0, of point {@code k}: percentile_disc((2k + 1) / (2 points)), in whole numbers. */
    private static long pointRank(int k, int points, long n) {
        return ((2L * k + 1) * n + 2L * points - 1) / (2L * points) - 1;
    }

    /** The same with other fences. */
    NumberStatistics withFences(double lower, double upper) {
        return new NumberStatistics(
                count, min, max, mean, median, mad, q05, q25, q75, q95, scale, threshold, lower, upper, centre, unit,
                deviation, frequent);
    }

    /** Where the fit to the column's bulk ends, before a fence is moved out to hold a group or a value that was set aside. */
    Fences.Fit bulk() {
        return Fences.Fit.of(centre, unit, deviation, threshold);
    }

    public boolean isOutlier(double value) {
        return value < lowerFence || value > upperFence;
    }

    /**
     * How many robust standard deviations {@code value} is above the middle of the column's bulk, on the column's scale;
     * infinite where a log scale does not reach.
     */
    public double score(double value) {
        if (deviation == 0) {
            return 0;
        }
        if (unit == 0) {
            return (value - centre) / deviation;
        }
        return Math.signum(unit) * Math.log(Math.max(0, 1 + (value - centre) / unit)) / deviation;
    }

    /** Everything that one pass can tell. */
    private static final class FirstPass implements Numbers.Consumer {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private final ExactSum sum = new ExactSum();
        private final RadixSelection.FirstDigits digits = new RadixSelection.FirstDigits();

        @Override
        public void accept(double value, long times) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum.accept(value, times);
            digits.accept(value, times);
        }

        @Override
        public void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
            sum.acceptAll(values, length);
            digits.acceptAll(values, length);
        }
    }
}
