package dev.reviewgate.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class QuantilesTest {
    @Property(tries = 300)
    void medianIsTheMiddleOfTheSortedValues(@ForAll("values") List<Double> values) throws IOException {
        var sorted = sorted(values);
        var lower = sorted[(sorted.length - 1) / 2];
        var upper = sorted[sorted.length / 2];

        var median = Quantiles.median(new ListNumbers(values));

        assertThat(median).isEqualTo(lower == upper ? lower : lower / 2 + upper / 2);
    }

    @Property(tries = 300)
    void percentileIsTheSmallestValueThatTheShareDoesNotExceed(
            @ForAll("values") List<Double> values, @ForAll @IntRange(min = 1, max = 64) int sixtyFourths)
            throws IOException {
        var p = sixtyFourths / 64.0;

        var percentile = Quantiles.percentilesDisc(new ListNumbers(values), p)[0];

        var atMost = values.stream().filter(value -> value <= percentile).count();
        var below = values.stream().filter(value -> value < percentile).count();
        assertThat(values).contains(percentile);
        assertThat((double) atMost).isGreaterThanOrEqualTo(p * values.size());
        assertThat((double) below).isLessThan(p * values.size());
    }

    @Property(tries = 300)
    void radixSelectionFindsEveryRank(
            @ForAll("values") List<Double> values, @ForAll @IntRange(max = 80) int mostCollected) throws IOException {
        var numbers = new ListNumbers(values);
        var ranks = LongStream.range(0, values.size()).toArray();
        var digits = new RadixSelection.FirstDigits();
        numbers.forEach(digits);

        var found = new RadixSelection(numbers, digits.counts, ranks, mostCollected).select(ranks);

        assertThat(found).isEqualTo(sorted(values));
    }

    @Property(tries = 300)
    void repeatedValuesCountAsOften(@ForAll("values") List<Double> values) throws IOException {
        var twice = new ArrayList<>(values);
        twice.addAll(values);
        var counted = SortedNumbers.of(new ListNumbers(values));

        var both = Numbers.union(List.of(counted, new ListNumbers(values)));

        var ranks = LongStream.range(0, twice.size()).toArray();
        var digits = new RadixSelection.FirstDigits();
        both.forEach(digits);
        assertThat(new RadixSelection(both, digits.counts, ranks, 0).select(ranks))
                .isEqualTo(sorted(twice));
        assertThat(Quantiles.select(both, ranks)).isEqualTo(sorted(twice));
    }

    @Property(tries = 300)
    void meanIsExactAndDoesNotDependOnTheOrder(@ForAll("values") List<Double> values) {
        var exact = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), new MathContext(2_000))
                .doubleValue();
        var backwards = new ArrayList<>(values);
        Collections.reverse(backwards);

        assertThat(mean(values)).isEqualTo(exact);
        assertThat(mean(backwards)).isEqualTo(exact);
    }

    private static double mean(List<Double> values) {
        var sum = new ExactSum();
        var rest = new ExactSum();
        var half = values.size() / 2;
        values.stream().limit(half).forEach(value -> sum.accept(value, 1));
        values.stream().skip(half).forEach(value -> rest.accept(value, 1));
        sum.merge(rest);
        return sum.mean();
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(value -> value).sorted().toArray();
    }

    @Provide
    Arbitrary<List<Double>> values() {
        return Values.lists();
    }
}
