package dev.reviewgate.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void numbersAreBinnedByTheirDeciles() throws IOException {
        var numbers =
                ListNumbers.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        var distribution = Distribution.of(numbers, 3);

        assertThat(distribution.edges()).containsExactly(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0);
        assertThat(distribution.counts()).containsOnly(10L).hasSize(10);
        assertThat(distribution.missing()).isEqualTo(3);
        assertThat(distribution.psi(distribution)).isZero();
    }

    @Test
    void populationStabilityIndexIsTheSumOverTheBins() throws IOException {
        var reference = new Distribution.OfNumbers(List.of(0.0), List.of(50L, 49L), 0);

        var shifted = reference.like(ListNumbers.of(-1, 1, 1, 1), 1);

        // Bins of 50.5, 49.5 and 0.5 of 100.5 against 1.5, 3.5 and 1.5 of 6.5.
        assertThat(shifted.counts()).containsExactly(1L, 3L);
        var expected = (1.5 / 6.5 - 50.5 / 100.5) * Math.log(1.5 / 6.5 / (50.5 / 100.5))
                + (3.5 / 6.5 - 49.5 / 100.5) * Math.log(3.5 / 6.5 / (49.5 / 100.5))
                + (1.5 / 6.5 - 0.5 / 100.5) * Math.log(1.5 / 6.5 / (0.5 / 100.5));
        assertThat(expected).isCloseTo(1.081, within(0.001));
        assertThat(shifted.psi(reference)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void unknownCategoriesAreABinTogether() {
        var reference = Distribution.ofCategories(Map.of("b", 30L, "a", 70L, "c", 30L), 0);

        var today = reference.like(Map.of("a", 60L, "x", 5L, "y", 6L), 2);

        assertThat(reference.values()).extracting("value").containsExactly("a", "b", "c");
        assertThat(today.bins()).containsExactly(60L, 0L, 0L, 11L, 2L);
        assertThat(today.psi(reference)).isGreaterThan(0.25);
    }

    @Test
    void distributionsOfOtherBinsAreNotCompared() throws IOException {
        var numbers = Distribution.of(ListNumbers.of(1, 2), 0);

        assertThatThrownBy(() -> numbers.psi(Distribution.ofCategories(Map.of("a", 1L), 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Distribution.OfNumbers(List.of(1.0), List.of(1L), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void histogramCountsEachValueOnce(@ForAll("values") List<Double> values) throws IOException {
        var numbers = new ListNumbers(values);

        var histogram = Histogram.of(numbers, NumberStatistics.of(numbers));

        var inside = histogram.counts().stream().mapToLong(count -> count).sum();
        assertThat(histogram.below() + inside + histogram.above()).isEqualTo(values.size());
        assertThat(histogram.counts()).hasSize(24);
        assertThat(histogram.below())
                .isEqualTo(values.stream()
                        .filter(value -> value < histogram.from())
                        .count());
    }

    @Provide
    Arbitrary<List<Double>> values() {
        return Values.lists();
    }
}
