package dev.reviewgate.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumberStatisticsTest {
    private static final int ROWS = 10_000;

    /** Columns without a single accident. */
    enum Shape {
        NORMAL(random -> 170 + 9 * random.nextGaussian()),
        LOG_NORMAL(random -> Math.exp(random.nextGaussian())),
        STUDENT_T3(random -> {
            var squares = 0.0;
            for (var i = 0; i < 3; i++) {
                squares += Math.pow(random.nextGaussian(), 2);
            }
            return random.nextGaussian() / Math.sqrt(squares / 3);
        }),
        MIXTURE(random -> random.nextDouble() < 0.3 ? 1_000 + 50 * random.nextGaussian() : 100 + random.nextGaussian()),
        ZERO_INFLATED(random -> random.nextDouble() < 0.6 ? 0 : Math.exp(3 + random.nextGaussian())),
        SEASONAL(random -> 100 + 20 * Math.sin(random.nextInt(1_000)) + 5 * random.nextGaussian()),
        EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
        COUNTS(random -> {
            var product = random.nextDouble();
            var events = 0;
            while (product > Math.exp(-0.5)) {
                product *= random.nextDouble();
                events++;
            }
            return events;
        });

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final ToDoubleFunction<Random> draw;

        Shape(ToDoubleFunction<Random> draw) {
            this.draw = draw;
        }

        double[] column(long seed) {
            var random = new Random(seed);
            var column = new double[ROWS];
            Arrays.setAll(column, i -> draw.applyAsDouble(random) + 0.0);
            return column;
        }
    }

    @ParameterizedTest
    @EnumSource
    void cleanColumnHasFewOutliers(Shape shape) throws IOException {
        for (var seed = 0; seed < 20; seed++) {
            var column = shape.column(seed);

            var statistics = NumberStatistics.of(ListNumbers.of(column));

            assertThat(Arrays.stream(column).filter(statistics::isOutlier).count())
                    .as("seed %d", seed)
                    .isLessThan(ROWS / 100);
        }
    }

    /** What happens to 5 % of the rows of a normal or log-normal column. */
    enum Accident {
        HUNDREDFOLD(Shape.NORMAL, value -> 100 * value, 1),
        HUNDREDTH(Shape.NORMAL, value -> value / 100, 1),
        ZERO(Shape.NORMAL, value -> 0, 1),
        NEGATIVE(Shape.NORMAL, value -> -value, 1),
        HUNDREDFOLD_LOG(Shape.LOG_NORMAL, value -> 100 * value, 0.7),
        NEGATIVE_LOG(Shape.LOG_NORMAL, value -> -value, 0.95),
        HUNDREDFOLD_GROUPS(Shape.MIXTURE, value -> 100 * value, 1),
        NEGATIVE_INFLATED(Shape.ZERO_INFLATED, value -> -value, 0.95);

        private final Shape shape;

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final DoubleUnaryOperator operator;

        private final double recall;

        Accident(Shape shape, DoubleUnaryOperator operator, double recall) {
            this.shape = shape;
            this.operator = operator;
            this.recall = recall;
        }
    }

    @ParameterizedTest
    @EnumSource
    void accidentsAreOutliers(Accident accident) throws IOException {
        for (var seed = 0; seed < 20; seed++) {
            var column = accident.shape.column(seed);
            var random = new Random(seed);
            var spoiled = new boolean[ROWS];
            var accidents = 0;
            for (var row = 0; row < ROWS; row++) {
                var value = accident.operator.applyAsDouble(column[row]) + 0.0;
                if (random.nextDouble() < 0.05 && value != column[row]) {
                    column[row] = value;
                    spoiled[row] = true;
                    accidents++;
                }
            }

            var statistics = NumberStatistics.of(ListNumbers.of(column));

            var found = 0;
            var false_ = 0;
            for (var row = 0; row < ROWS; row++) {
                if (statistics.isOutlier(column[row])) {
                    found += spoiled[row] ? 1 : 0;
                    false_ += spoiled[row] ? 0 : 1;
                }
            }
            assertThat((double) found / accidents).as("seed %d", seed).isGreaterThanOrEqualTo(accident.recall);
            assertThat(false_).as("seed %d", seed).isLessThan(ROWS / 200);
        }
    }

    @Test
    void fencesAreThoseOfIglewiczAndHoaglin() throws IOException {
        var statistics = NumberStatistics.of(ListNumbers.of(1, 2, 3, 4, 100));

        assertThat(statistics.median()).isEqualTo(3);
        assertThat(statistics.mad()).isEqualTo(1);
        assertThat(statistics.mean()).isEqualTo(22);
        assertThat(statistics.min()).isEqualTo(1);
        assertThat(statistics.max()).isEqualTo(100);
        assertThat(statistics.scale()).isEqualTo(Scale.LINEAR);
        assertThat(statistics.threshold()).isEqualTo(3.5);
        assertThat(statistics.isOutlier(100)).isTrue();
        assertThat(statistics.isOutlier(4)).isFalse();
    }

    @Test
    void logScaleHoldsWhereQuartilesAndTailsAreSkewedTheSameWay() throws IOException {
        var normal = NumberStatistics.of(ListNumbers.of(Shape.NORMAL.column(1)));
        var logNormal = NumberStatistics.of(ListNumbers.of(Shape.LOG_NORMAL.column(1)));
        var mirrored = NumberStatistics.of(ListNumbers.of(
                Arrays.stream(Shape.LOG_NORMAL.column(1)).map(x -> -x).toArray()));

        assertThat(normal.scale()).isEqualTo(Scale.LINEAR);
        assertThat(logNormal.scale()).isEqualTo(Scale.LOG);
        assertThat(logNormal.upperFence()).isCloseTo(Math.exp(3.5), within(8.0));
        assertThat(logNormal.lowerFence()).isCloseTo(0, within(0.1));
        assertThat(logNormal.score(Math.E)).isCloseTo(1, within(0.1));
        assertThat(logNormal.score(-100)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(mirrored.lowerFence()).isEqualTo(-logNormal.upperFence());
        assertThat(mirrored.upperFence()).isEqualTo(-logNormal.lowerFence());
        assertThat(mirrored.score(-Math.E)).isEqualTo(-logNormal.score(Math.E));
    }

    @Test
    void heavyTailsOnBothSidesRaiseTheThreshold() throws IOException {
        var statistics = NumberStatistics.of(ListNumbers.of(Shape.STUDENT_T3.column(1)));

        assertThat(statistics.scale()).isEqualTo(Scale.LINEAR);
        assertThat(statistics.threshold()).isBetween(6.0, 12.0);
    }

    @Test
    void meanDeviationStandsInWhereHardlyAnyValueDiffers() throws IOException {
        var values = new double[100];
        Arrays.fill(values, 5);
        values[0] = 15;
        values[1] = 15;

        var statistics = NumberStatistics.of(ListNumbers.of(values));

        assertThat(statistics.mad()).isZero();
        assertThat(statistics.score(15)).isCloseTo(10 / (1.253314 * 0.2), within(1e-9));
        assertThat(statistics.isOutlier(15)).isTrue();
        assertThat(statistics.isOutlier(5)).isFalse();
    }

    @Test
    void mostFrequentValueIsSetAsideWhereOthersAreMany() throws IOException {
        var values = new ArrayList<>(Collections.nCopies(80, 0.0));
        for (var i = 0; i < 20; i++) {
            values.add(90.0 + i);
        }
        values.add(5_000.0);

        var statistics = NumberStatistics.of(new ListNumbers(values));

        assertThat(statistics.median()).isZero();
        assertThat(statistics.lowerFence()).isZero();
        assertThat(statistics.upperFence()).isBetween(110.0, 200.0);
        assertThat(statistics.isOutlier(5_000)).isTrue();
        assertThat(statistics.isOutlier(-1)).isTrue();
    }

    @Test
    void nothingIsAnOutlierAmongEqualValues() throws IOException {
        var values = ListNumbers.of(7, 7, 7);

        var statistics = NumberStatistics.of(values);
        var histogram = Histogram.of(values, statistics);

        assertThat(statistics.isOutlier(7)).isFalse();
        assertThat(statistics.lowerFence()).isEqualTo(7);
        assertThat(statistics.upperFence()).isEqualTo(7);
        assertThat(histogram.from()).isLessThan(7);
        assertThat(histogram.to()).isGreaterThan(7);
        assertThat(histogram.counts()).hasSize(24).contains(3L);
    }

    @Property(tries = 200)
    void fencesDoNotDependOnTheOrder(@ForAll("values") List<Double> values, @ForAll Random random) throws IOException {
        var shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);

        assertThat(NumberStatistics.of(new ListNumbers(shuffled)))
                .isEqualTo(NumberStatistics.of(new ListNumbers(values)));
    }

    @Property(tries = 300)
    void exactConstantsAndFactorsDoNotChangeWhatIsOutside(
            @ForAll("columns") List<Double> values,
            @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int constant,
            @ForAll @IntRange(min = -20, max = 20) int power)
            throws IOException {
        var factor = Math.scalb(1.0, power);

        var outside = outside(values, value -> value);

        assertThat(outside(values, value -> value + constant)).isEqualTo(outside);
        assertThat(outside(values, value -> factor * value)).isEqualTo(outside);
    }

    private static List<Integer> outside(List<Double> values, DoubleUnaryOperator operator) throws IOException {
        var mapped = values.stream()
                .map(value -> operator.applyAsDouble(value) + 0.0)
                .toList();
        var statistics = NumberStatistics.of(new ListNumbers(mapped));
        var rows = new ArrayList<Integer>();
        for (var row = 0; row < mapped.size(); row++) {
            if (statistics.isOutlier(mapped.get(row))) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Provide
    Arbitrary<List<Double>> values() {
        return Values.lists();
    }

    /** Whole eighths, so that constants can be added without rounding; skewed, tied and spread ones. */
    @Provide
    Arbitrary<List<Double>> columns() {
        var seeds = Arbitraries.longs();
        var shapes = Arbitraries.of(Shape.values());
        var sizes = Arbitraries.integers().between(1, 900);
        return seeds.flatMap(seed -> shapes.flatMap(shape -> sizes.map(size -> Arrays.stream(shape.column(seed))
                .limit(size)
                .map(value -> Math.rint(8 * value) / 8 + 0.0)
                .boxed()
                .toList())));
    }
}
