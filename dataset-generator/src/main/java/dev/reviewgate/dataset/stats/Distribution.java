package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How a column's values spread over bins, to be compared with those of another day; missing values are a bin of their own. */
public sealed interface Distribution {
    /** Values between the deciles of these numbers; there must be at least one. */
    static OfNumbers of(Numbers numbers, long missing) throws IOException {
        var deciles = Quantiles.percentilesDisc(numbers, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
        return OfNumbers.count(Arrays.stream(deciles).distinct().toArray(), numbers, missing);
    }

    /** The given values, the most frequent first. */
    static OfCategories ofCategories(Map<String, Long> counts, long missing) {
        var values = counts.entrySet().stream()
                .map(entry -> new OfCategories.Share(entry.getKey(), entry.getValue()))
                .sorted((a, b) ->
                        a.count() == b.count() ? a.value().compareTo(b.value()) : Long.compare(b.count(), a.count()))
                .toList();
        return new OfCategories(values, 0, missing);
    }

    long missing();

    /** The bins' counts, the missing values last. */
    List<Long> bins();

    /**
     * The population stability index against {@code reference}, whose bins these are: the sum of (a − r)·ln(a / r) over the
     * bins' shares a and r, each bin counted half a value more, so that an empty one has a share too.
     *
     * @throws IllegalArgumentException if the bins are not those of the reference
     */
    default double psi(Distribution reference) {
        var actual = bins();
        var expected = reference.bins();
        if (!hasBinsOf(reference)) {
            throw new IllegalArgumentException("the distributions have different bins");
        }
        var half = 0.5;
        var actualTotal = actual.stream().mapToLong(count -> count).sum() + half * actual.size();
        var expectedTotal = expected.stream().mapToLong(count -> count).sum() + half * expected.size();
        return IntStream.range(0, actual.size())
                .mapToDouble(i -> {
                    var a = (actual.get(i) + half) / actualTotal;
                    var r = (expected.get(i) + half) / expectedTotal;
                    return (a - r) * Math.log(a / r);
                })
                .sum();
    }

    boolean hasBinsOf(Distribution reference);

    /** Bins of numbers: up to and with the first edge, between the edges (the upper one belongs to the bin), beyond the last. */
    record OfNumbers(List<Double> edges, List<Long> counts, long missing) implements Distribution {
        public OfNumbers {
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
            if (counts.size() != edges.size() + 1) {
                throw new IllegalArgumentException(
                        edges.size() + " edges make " + (edges.size() + 1) + " bins, not " + counts.size());
            }
        }

        private static OfNumbers count(double[] edges, Numbers numbers, long missing) throws IOException {
            var binning = new Binning(edges);
            numbers.forEach(binning);
            return new OfNumbers(
                    DoubleStream.of(edges).boxed().toList(),
                    Arrays.stream(binning.counts).boxed().toList(),
                    missing);
        }

        /** Other numbers in the bins of this distribution. */
        public OfNumbers like(Numbers numbers, long missing) throws IOException {
            return count(edges.stream().mapToDouble(edge -> edge).toArray(), numbers, missing);
        }

        @Override
        public List<Long> bins() {
            var bins = new ArrayList<>(counts);
            bins.add(missing);
            return bins;
        }

        @Override
        public boolean hasBinsOf(Distribution reference) {
            return reference instanceof OfNumbers other && edges.equals(other.edges);
        }

        private static final class Binning implements Numbers.Consumer {
            private final double[] edges;
            private final long[] counts;

            Binning(double[] edges) {
                this.edges = edges;
                counts = new long[edges.length + 1];
            }

            @Override
            public void accept(double value, long times) {
                counts[bin(value)] += times;
            }

            @Override
            public void acceptAll(double[] values, int length) {
                for (var i = 0; i < length; i++) {
                    counts[bin(values[i])]++;
                }
            }

            private int bin(double value) {
                var bin = 0;
                for (var edge : edges) {
                    bin += value > edge ? 1 : 0;
                }
                return bin;
            }
        }
    }

    /** Counts of values, those of all values not listed together. */
    record OfCategories(List<Share> values, long other, long missing) implements Distribution {
        public OfCategories {
            values = List.copyOf(values);
        }

        /** A value and how often it occurs. */
        public record Share(String value, long count) {}

        /** Other counts in the bins of this distribution. */
        public OfCategories like(Map<String, Long> counts, long missing) {
            var known = values.stream()
                    .map(share -> new Share(share.value(), counts.getOrDefault(share.value(), 0L)))
                    .toList();
            var all = counts.values().stream().mapToLong(count -> count).sum();
            var listed = known.stream().mapToLong(Share::count).sum();
            return new OfCategories(known, all - listed, missing);
        }

        @Override
        public List<Long> bins() {
            var bins = values.stream().map(Share::count).collect(Collectors.toCollection(ArrayList::new));
            bins.add(other);
            bins.add(missing);
            return bins;
        }

        @Override
        public boolean hasBinsOf(Distribution reference) {
            return reference instanceof OfCategories other
                    && values.stream()
                            .map(Share::value)
                            .toList()
                            .equals(other.values.stream().map(Share::value).toList());
        }
    }
}
