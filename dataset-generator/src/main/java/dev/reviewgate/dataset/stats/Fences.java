package dev.reviewgate.dataset.stats;

import java.util.Arrays;

/**
 * Finds the fences of a column from points of its distribution, by the rules that {@link NumberStatistics} states.
 */
final class Fences {
    static final double LARGEST_SCORE = 3.5;

    /** The share of the values beyond one fence from which on they are a group of their own, not outliers. */
    private static final double GROUP = 0.06;

    /** So many points are a group; fewer may be accidents of a small file. */
    private static final int SMALLEST_GROUP = 10;

    private static final double LARGEST_GROUP = 0.45;
    private static final double SMALLEST_SPIKE = 0.01;
    private static final int SPIKE_OVER_NEIGHBOUR = 4;
    private static final double TRIMMED = 0.06;
    private static final double TRIMMED_GAIN = 0.005;
    private static final double TRIMMED_DEVIATION = 0.9;
    private static final int TRIMMABLE = 50;
    private static final int ROUNDS = 4;
    private static final double REST = 0.025;

    /** Two groups far apart look like a log scale on which nothing is too far away. */
    private static final double LARGEST_LOG_DEVIATION = 4;

    /** From here on the short side's fence would be nearer to the scale's end than that is known. */
    private static final double WIDE_DEVIATION = 1.2;

    private static final double WIDE_REACH = 1.1;

    private static final double MAD_PER_DEVIATION = 0.6745;
    private static final double DEVIATION_PER_MEAN = 1.253314;

    /** The normal distribution's quartile and upper decile. */
    private static final double Z75 = 0.6745;

    private static final double Z90 = 1.281552;

    /** How many values stand behind one point. */
    private final double valuesPerPoint;

    private Fences(double valuesPerPoint) {
        this.valuesPerPoint = valuesPerPoint;
    }

    /** How values are measured: from {@code centre}, on a log scale if {@code unit} is not 0, then over {@code deviation}. */
    record Fit(double centre, double unit, double deviation, double threshold, double lower, double upper) {
        /** A fit whose fences are {@code threshold} deviations away. */
        static Fit of(double centre, double unit, double deviation, double threshold) {
            var reach = threshold * deviation;
            if (unit == 0) {
                return new Fit(centre, unit, deviation, threshold, finite(centre - reach), finite(centre + reach));
            }
            var one = centre + unit * Math.expm1(reach);
            var other = centre + unit * (deviation > WIDE_DEVIATION ? -WIDE_REACH : Math.expm1(-reach));
            return new Fit(
                    centre, unit, deviation, threshold, finite(Math.min(one, other)), finite(Math.max(one, other)));
        }

        private static double finite(double fence) {
            return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, fence));
        }

        Fit reaching(double from, double to) {
            return new Fit(centre, unit, deviation, threshold, Math.min(lower, from), Math.max(upper, to));
        }

        boolean isLog() {
            return unit != 0;
        }
    }

    /** The fit to sorted points that stand for {@code count} values. */
    static Fit of(double[] points, long count) {
        return new Fences((double) count / points.length).find(new Points(points), GROUP);
    }

    /** @param group the share of these points from which on those beyond a fence are no outliers */
    private Fit find(Points all, double group) {
        var threshold = threshold(all);
        var best = refine(all, all, group, threshold);
        if (all.size() >= TRIMMABLE && all.mad(all.median()) > 0) {
            var trimmed = (int) (TRIMMED * all.size());
            for (var start : new Points[] {all.part(trimmed, all.size()), all.part(0, all.size() - trimmed)}) {
                var fit = refine(all, start, group, threshold);
                var gain = outside(all, fit) - outside(all, best);
                if (gain > TRIMMED_GAIN * all.size()
                        && all.below(fit.lower()) <= group * all.size()
                        && all.above(fit.upper()) <= group * all.size()
                        && (!fit.isLog() || fit.deviation() <= TRIMMED_DEVIATION)) {
                    best = fit;
                }
            }
        }
        return widen(all, best, group);
    }

    private static int outside(Points points, Fit fit) {
        return points.below(fit.lower()) + points.above(fit.upper());
    }

    /** Takes in groups that are too large to be outliers. */
    private Fit widen(Points all, Fit fit, double group) {
        var widened = fit;
        var below = all.below(fit.lower());
        if (below > group * all.size() && below >= SMALLEST_GROUP) {
            var lower = find(all.part(0, below), of(group, all.size(), below)).lower();
            widened = widened.reaching(lower, lower);
        }
        var above = all.above(fit.upper());
        if (above > group * all.size() && above >= SMALLEST_GROUP) {
            var upper = find(all.part(all.size() - above, all.size()), of(group, all.size(), above))
                    .upper();
            widened = widened.reaching(upper, upper);
        }
        return widened;
    }

    /** The same number of points as a share of fewer. */
    private static double of(double share, int size, int part) {
        return Math.min(LARGEST_GROUP, share * size / part);
    }

    /** Fits again to what lies within the fences, until that does not change. */
    private Fit refine(Points all, Points start, double group, double threshold) {
        var core = start;
        for (var round = 1; ; round++) {
            var sample = core.withoutSpikes(SMALLEST_SPIKE * all.size(), group * all.size());
            var median = sample.median();
            if (sample.mad(median) == 0) {
                return fitOfTies(sample, median, of(group, all.size(), sample.size()));
            }
            var fit = fit(sample, median, round == 1, threshold);
            var next = all.part(all.below(fit.lower()), all.size() - all.above(fit.upper()));
            if (round == ROUNDS || (round > 1 && next.hasRangeOf(core)) || next.size() == 0) {
                return fit;
            }
            core = next;
        }
    }

    private Fit fit(Points sample, double median, boolean first, double threshold) {
        var p = first ? 0.25 : 0.1;
        var a = median - sample.low(p);
        var b = sample.high(p) - median;
        var farA = median - sample.low(0.05);
        var farB = sample.high(0.05) - median;
        var skewness = (b - a) / (b + a);
        var farSkewness = (farB - farA) / (farB + farA);
        var least = 0.1 + 3 / Math.sqrt(sample.size() * valuesPerPoint);
        if (a > 0
                && b > 0
                && Math.abs(skewness) >= least
                && skewness * farSkewness > 0
                && Math.abs(farSkewness) >= Math.abs(skewness)) {
            var unit = b * (a / (b - a));
            var deviation = Math.abs(Math.log(b / a)) / (first ? Z75 : Z90);
            if (Double.isFinite(unit) && deviation <= LARGEST_LOG_DEVIATION) {
                return Fit.of(median, unit, deviation, LARGEST_SCORE);
            }
        }
        return Fit.of(median, 0, sample.mad(median) / MAD_PER_DEVIATION, threshold);
    }

    /** For points more than half of which are the same. */
    private Fit fitOfTies(Points sample, double median, double group) {
        var rest = sample.without(median);
        if (rest.size() > 0 && rest.size() >= REST * sample.size()) {
            return find(rest, of(group, sample.size(), rest.size())).reaching(median, median);
        }
        return Fit.of(median, 0, DEVIATION_PER_MEAN * sample.meanDistance(median), LARGEST_SCORE);
    }

    /** Tukey's h from both tails; the smaller one, for an accident sits in one tail and a heavy-tailed column has two. */
    private double threshold(Points all) {
        var median = all.median();
        var upper = (all.high(0.05) - median) / (all.high(0.25) - median);
        var lower = (median - all.low(0.05)) / (median - all.low(0.25));
        var ratio = Math.min(upper, lower);
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            return LARGEST_SCORE;
        }
        var h = Math.log(ratio / 2.4387) / 1.1254;
        var least = 0.1 + 2 / Math.sqrt(all.size() * valuesPerPoint);
        return h > least ? LARGEST_SCORE * Math.exp(6.125 * Math.min(h, 0.5)) : LARGEST_SCORE;
    }

    /** Points in ascending order. */
    private static final class Points {
        private final double[] x;
        private final int from;
        private final int to;

        Points(double[] sorted) {
            this(sorted, 0, sorted.length);
        }

        private Points(double[] x, int from, int to) {
            this.x = x;
            this.from = from;
            this.to = to;
        }

        int size() {
            return to - from;
        }

        Points part(int first, int end) {
            return new Points(x, from + first, from + Math.max(first, end));
        }

        boolean hasRangeOf(Points other) {
            return from == other.from && to == other.to;
        }

        double low(double p) {
            return x[from + (int) Quantiles.rank(p, size())];
        }

        /** Counted from above, so that a mirrored column has mirrored fences. */
        double high(double p) {
            return x[to - 1 - (int) Quantiles.rank(p, size())];
        }

        double median() {
            return Quantiles.median(x[from + (size() - 1) / 2], x[from + size() / 2]);
        }

        double mad(double centre) {
            var distances = distances(centre);
            Arrays.sort(distances);
            return new Points(distances).median();
        }

        double meanDistance(double centre) {
            return Arrays.stream(distances(centre)).map(d -> d / size()).sum();
        }

        private double[] distances(double centre) {
            return Arrays.stream(x, from, to).map(v -> Math.abs(v - centre)).toArray();
        }

        /** How many points are less than {@code value}. */
        int below(double value) {
            var low = from;
            var high = to;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (x[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - from;
        }

        /** How many points are greater than {@code value}. */
        int above(double value) {
            return size() - below(Math.nextUp(value));
        }

        Points without(double value) {
            return new Points(Arrays.stream(x, from, to).filter(v -> v != value).toArray());
        }

        /** Without the smallest and the largest value, if it occurs far more often than its neighbour. */
        Points withoutSpikes(double least, double most) {
            if (size() < 20) {
                return this;
            }
            var low = size() - above(x[from]);
            var rest = part(isSpike(low, low, least, most) ? low : 0, size());
            var high = size() - below(x[to - 1]);
            return isSpike(high, size() - high - 1, least, most) ? rest.part(0, rest.size() - high) : rest;
        }

        private boolean isSpike(int count, int neighbour, double least, double most) {
            if (count < least || count >= most || count == size()) {
                return false;
            }
            var value = x[from + neighbour];
            return count >= SPIKE_OVER_NEIGHBOUR * (size() - below(value) - above(value));
        }
    }
}
