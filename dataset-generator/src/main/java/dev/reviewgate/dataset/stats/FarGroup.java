package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.Optional;

/**
 * A group of a column's numbers that is too large to be outliers, and looks like an accident all the same: another unit, or one
 * value that stands for something else, as 99 for "not known".
 *
 * @param share of all numbers, from 0 to 1
 * @param ratio how many times the others they are; 0 if they are all the same
 * @param median of the group
 */
public record FarGroup(double share, double ratio, double median) {
    private static final double LARGEST_SHARE = 0.5;

    /** Two populations of customers differ by less, cents and euros by more. */
    private static final double LEAST_RATIO = 5;

    /** A unit stretches the distances within a group as much as it moves the group. */
    private static final double STRETCH = 2;

    /** Finds it on either side of the column's bulk; on the upper side first. */
    public static Optional<FarGroup> of(Numbers numbers, NumberStatistics statistics) throws IOException {
        var bulk = statistics.bulk();
        if (bulk.lower() <= statistics.lowerFence() && bulk.upper() >= statistics.upperFence()) {
            return Optional.empty();
        }
        var inside = Location.of(new Within(numbers, bulk.lower(), bulk.upper()));
        var above = new Within(numbers, Math.nextUp(bulk.upper()), statistics.upperFence());
        var below = new Within(numbers, statistics.lowerFence(), Math.nextDown(bulk.lower()));
        var found = find(Location.of(above), inside);
        return found.isPresent() ? found : find(Location.of(below), inside);
    }

    private static Optional<FarGroup> find(Location group, Location bulk) {
        var share = (double) group.count / (group.count + bulk.count);
        if (group.count == 0 || share >= LARGEST_SHARE || bulk.mad == 0) {
            return Optional.empty();
        }
        // Zeros beside amounts are how a sparse column looks.
        if (group.mad == 0) {
            return group.median == 0 ? Optional.empty() : Optional.of(new FarGroup(share, 0, group.median));
        }
        var ratio = group.median / bulk.median;
        var stretch = group.mad / bulk.mad;
        return (ratio >= LEAST_RATIO || (ratio > 0 && ratio <= 1 / LEAST_RATIO))
                        && stretch >= ratio / STRETCH
                        && stretch <= ratio * STRETCH
                ? Optional.of(new FarGroup(share, ratio, group.median))
                : Optional.empty();
    }

    private record Location(long count, double median, double mad) {
        static Location of(Within numbers) throws IOException {
            var count = numbers.count();
            if (count == 0) {
                return new Location(0, 0, 0);
            }
            var median = Quantiles.median(numbers);
            return new Location(count, median, Quantiles.median(new Distances(numbers, median)));
        }
    }

    /** Those from {@code from} to {@code to}, both included. */
    private static final class Within implements Numbers {
        private final Numbers numbers;
        private final double from;
        private final double to;
        private long count;

        Within(Numbers numbers, double from, double to) throws IOException {
            this.numbers = numbers;
            this.from = from;
            this.to = to;
            forEach((value, times) -> count += times);
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public long entries() {
            return Math.min(count, numbers.entries());
        }

        @Override
        public void forEach(Consumer consumer) throws IOException {
            numbers.forEach((value, times) -> {
                if (value >= from && value <= to) {
                    consumer.accept(value, times);
                }
            });
        }
    }
}
