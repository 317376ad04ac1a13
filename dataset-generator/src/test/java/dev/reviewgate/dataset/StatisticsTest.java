package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    @Property(tries = 300)
    void medianIsTheMiddleOfTheSortedValues(@ForAll("values") List<Double> values) throws IOException {
        var sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        var lower = sorted[(sorted.length - 1) / 2];
        var upper = sorted[sorted.length / 2];

        var median = ExactMedian.of(new ListNumbers(values));

        assertThat(median).isEqualTo(lower == upper ? lower : lower / 2 + upper / 2);
    }

    @Property(tries = 300)
    void meanIsExactAndDoesNotDependOnTheOrder(@ForAll("values") List<Double> values) throws IOException {
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

    @Test
    void fencesAreThoseOfIglewiczAndHoaglin() throws IOException {
        var statistics = NumberStatistics.of(numbers(1, 2, 3, 4, 100));

        assertThat(statistics.median()).isEqualTo(3);
        assertThat(statistics.mad()).isEqualTo(1);
        assertThat(statistics.mean()).isEqualTo(22);
        assertThat(statistics.min()).isEqualTo(1);
        assertThat(statistics.max()).isEqualTo(100);
        assertThat(statistics.score(100)).isCloseTo(0.6745 * 97, within(1e-9));
        assertThat(statistics.lowerFence()).isCloseTo(3 - 3.5 / 0.6745, within(1e-9));
        assertThat(statistics.upperFence()).isCloseTo(3 + 3.5 / 0.6745, within(1e-9));
        assertThat(statistics.isOutlier(8.18)).isFalse();
        assertThat(statistics.isOutlier(8.2)).isTrue();
        assertThat(statistics.isOutlier(-2.18)).isFalse();
        assertThat(statistics.isOutlier(-2.2)).isTrue();
    }

    @Test
    void meanDeviationStandsInWhereMostValuesAreTheSame() throws IOException {
        var statistics = NumberStatistics.of(numbers(5, 5, 5, 5, 5, 5, 5, 5, 5, 15));

        assertThat(statistics.mad()).isZero();
        assertThat(statistics.score(15)).isCloseTo(10 / (1.253314 * 1), within(1e-9));
        assertThat(statistics.isOutlier(15)).isTrue();
        assertThat(statistics.isOutlier(5)).isFalse();
    }

    @Test
    void nothingIsAnOutlierAmongEqualValues() throws IOException {
        var values = numbers(7, 7, 7);
        var statistics = NumberStatistics.of(values);

        var histogram = Histogram.of(values, statistics);

        assertThat(statistics.isOutlier(7)).isFalse();
        assertThat(histogram.from()).isLessThan(7);
        assertThat(histogram.to()).isGreaterThan(7);
        assertThat(histogram.counts()).hasSize(24).contains(3L);
    }

    @Property(tries = 300)
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

    @Test
    void spillGivesBackTheNumbersOfEachColumn(@TempDir Path directory) throws IOException {
        var columns = 3;
        var rows = 50_000;
        try (var spill = new NumberSpill(directory.resolve("numbers"), columns)) {
            for (var row = 0; row < rows; row++) {
                spill.add(0, row);
                if (row % 7 == 0) {
                    spill.add(1, -row);
                }
            }

            var first = new ArrayList<Double>();
            spill.forEach(0, first::add);
            var second = new ArrayList<Double>();
            spill.forEach(1, second::add);
            var third = new ArrayList<Double>();
            spill.forEach(2, third::add);

            Collections.sort(first);
            assertThat(spill.count(0)).isEqualTo(rows);
            assertThat(first).hasSize(rows).startsWith(0.0, 1.0).endsWith(rows - 1.0);
            assertThat(second)
                    .hasSize((int) spill.count(1))
                    .doesNotHaveDuplicates()
                    .contains(-7.0, -49_994.0);
            assertThat(third).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Double>> values() {
        var small = Arbitraries.integers().between(-50, 50).map(tenths -> tenths / 10.0);
        var any = Arbitraries.longs().map(Double::longBitsToDouble).filter(value -> Math.abs(value) <= 1e300);
        var tiny = Arbitraries.of(Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 0.0, 1e-310, 1e300, -1e300);
        // As the reader of values does, which knows of one zero only.
        return Arbitraries.oneOf(small, any, tiny)
                .map(value -> value + 0.0)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static double mean(List<Double> values) {
        var sum = new ExactSum();
        values.forEach(sum::accept);
        return sum.mean();
    }

    private static Numbers numbers(double... values) {
        return new ListNumbers(Arrays.stream(values).boxed().toList());
    }

    private record ListNumbers(List<Double> values) implements Numbers {
        @Override
        public long count() {
            return values.size();
        }

        @Override
        public void forEach(DoubleConsumer consumer) {
            values.forEach(consumer::accept);
        }
    }
}
