package dev.reviewgate.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;

/**
 * A numeric column in numbers, with the fences outside which a value is an outlier: the modified z-score of Iglewicz and
 * Hoaglin, "How to Detect and Handle Outliers" (1993). Where the median absolute deviation is 0 they put the mean absolute
 * deviation in its place; where that is 0 too all values are the same one, and none is an outlier.
 */
record NumberStatistics(
        long count,
        double min,
        double max,
        double mean,
        double median,
        double mad,
        double lowerFence,
        double upperFence,
        @JsonIgnore double deviation) {
    private static final double LARGEST_SCORE = 3.5;
    private static final double MAD_PER_DEVIATION = 0.6745;
    private static final double DEVIATION_PER_MEAN = 1.253314;

    /** There must be at least one number. */
    static NumberStatistics of(Numbers numbers) throws IOException {
        var extremes = new Extremes();
        numbers.forEach(extremes::accept);
        var median = ExactMedian.of(numbers);
        var deviations = numbers.map(value -> Math.abs(value - median));
        var mad = ExactMedian.of(deviations);
        var deviation = mad > 0 ? mad / MAD_PER_DEVIATION : DEVIATION_PER_MEAN * mean(deviations);
        return new NumberStatistics(
                numbers.count(),
                extremes.min,
                extremes.max,
                mean(numbers),
                median,
                mad,
                median - LARGEST_SCORE * deviation,
                median + LARGEST_SCORE * deviation,
                deviation);
    }

    private static double mean(Numbers numbers) throws IOException {
        var sum = new ExactSum();
        numbers.forEach(sum);
        return sum.mean();
    }

    boolean isOutlier(double value) {
        return Math.abs(score(value)) > LARGEST_SCORE;
    }

    /** How many robust standard deviations {@code value} is above the median. */
    double score(double value) {
        return deviation == 0 ? 0 : (value - median) / deviation;
    }

    private static final class Extremes {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void accept(double value) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }
}
