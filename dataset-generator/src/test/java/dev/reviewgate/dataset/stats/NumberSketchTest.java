package dev.reviewgate.dataset.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberSketchTest {
    @Property(tries = 200)
    void sketchOfFewValuesIsExact(@ForAll("values") List<Double> values) throws IOException {
        var sketch = sketch(values.stream().mapToDouble(value -> value));

        assertThat(sketch.isExact()).isTrue();
        assertThat(NumberStatistics.of(sketch)).isEqualTo(NumberStatistics.of(new ListNumbers(values)));
    }

    @Provide
    Arbitrary<List<Double>> values() {
        return Values.lists();
    }

    @Test
    void orderOfMergingDoesNotMatter() throws IOException {
        var random = new Random(1);
        var draws = DoubleStream.generate(() -> 500 * random.nextGaussian())
                .limit(150_000)
                .toArray();
        var parts = IntStream.range(0, 3)
                .mapToObj(i -> Arrays.copyOfRange(draws, 50_000 * i, 50_000 * (i + 1)))
                .toList();

        var forward = new NumberSketch();
        var backward = new NumberSketch();
        for (var i = 0; i < 3; i++) {
            forward.merge(copy(sketch(Arrays.stream(parts.get(i)))));
            backward.merge(sketch(Arrays.stream(parts.get(2 - i))));
        }
        var whole = sketch(Arrays.stream(draws));

        assertThat(forward.isExact()).isFalse();
        assertThat(bytes(forward)).isEqualTo(bytes(backward)).isEqualTo(bytes(whole));
    }

    @Test
    void sketchIsOffByItsStatedErrorAtMost() throws IOException {
        var random = new Random(2);
        var draws = DoubleStream.generate(() -> Math.exp(4 + random.nextGaussian()))
                .limit(100_000)
                .toArray();
        var exact = NumberStatistics.of(ListNumbers.of(draws));

        var statistics = NumberStatistics.of(sketch(Arrays.stream(draws)));

        var error = Math.scalb(1.0, -11);
        assertThat(statistics.count()).isEqualTo(exact.count());
        assertThat(statistics.min()).isEqualTo(exact.min());
        assertThat(statistics.max()).isEqualTo(exact.max());
        assertThat(statistics.mean()).isEqualTo(exact.mean());
        assertThat(statistics.median()).isCloseTo(exact.median(), within(error * exact.median()));
        assertThat(statistics.q05()).isCloseTo(exact.q05(), within(error * exact.q05()));
        assertThat(statistics.q95()).isCloseTo(exact.q95(), within(error * exact.q95()));
        assertThat(statistics.scale()).isEqualTo(Scale.LOG);
        // The deviation s comes from two logarithms, each off by 2^-11 / 0.39 at most; K s from them is off by 3.5 /
        // 1.28 times that.
        assertThat(statistics.upperFence()).isCloseTo(exact.upperFence(), within(0.03 * exact.upperFence()));
        assertThat(statistics.lowerFence()).isCloseTo(exact.lowerFence(), within(0.01 * exact.median()));
    }

    @Test
    void eachValueIsCountedAsOneThatIsHandedOut() {
        var random = new Random(5);
        var draws = DoubleStream.generate(() -> 500 * random.nextGaussian())
                .limit(100_000)
                .toArray();
        var sketch = sketch(Arrays.stream(draws));
        var left = new HashMap<Double, Long>();

        sketch.forEach((value, times) -> left.merge(value, times, Long::sum));
        for (var draw : draws) {
            left.merge(sketch.counted(draw), -1L, Long::sum);
        }

        assertThat(sketch.isExact()).isFalse();
        assertThat(left.values()).containsOnly(0L);
    }

    private static NumberSketch sketch(DoubleStream values) {
        var sketch = new NumberSketch();
        values.forEach(sketch::add);
        return sketch;
    }

    private static byte[] bytes(NumberSketch sketch) throws IOException {
        var bytes = new ByteArrayOutputStream();
        sketch.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static NumberSketch copy(NumberSketch sketch) throws IOException {
        return NumberSketch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(sketch))), 1);
    }

    @Test
    void duplicatesAreFoundInPartitionsFromElsewhere(@TempDir Path directory) throws IOException {
        var secret = new HashSecret(3, 4);
        var written = new ArrayList<List<byte[]>>();
        for (var part = 0; part < 3; part++) {
            try (var spill = new Spill(directory.resolve("spill-" + part), 4)) {
                var finder = new DuplicateFinder(spill, secret, 4);
                for (var row = 0; row < 2_000; row++) {
                    var identifier = ("identifier-" + (row % 100 == 0 ? row : part * 10_000 + row)).getBytes(UTF_8);
                    finder.add(row, identifier, 0, identifier.length);
                }
                written.add(partitions(finder));
            }
        }

        var found = new TreeSet<String>();
        for (var partition = 0; partition < 4; partition++) {
            var number = partition;
            DuplicateFinder.findInPartition(
                    written.stream()
                            .<DuplicateFinder.Source>map(part -> () -> new ByteArrayInputStream(part.get(number)))
                            .toList(),
                    secret,
                    6_000,
                    (part, row) -> found.add(part + ":" + row));
        }

        assertThat(found).hasSize(60).contains("0:0", "1:100", "2:1900").doesNotContain("0:1");
    }

    private static List<byte[]> partitions(DuplicateFinder finder) throws IOException {
        var partitions = new ArrayList<byte[]>();
        for (var i = 0; i < finder.partitions(); i++) {
            var bytes = new ByteArrayOutputStream();
            finder.writePartition(i, bytes);
            partitions.add(bytes.toByteArray());
        }
        return partitions;
    }

    @Test
    void brokenPartitionIsRefused() {
        DuplicateFinder.Source broken = () -> new ByteArrayInputStream(new byte[25]);

        assertThatThrownBy(() ->
                        DuplicateFinder.findInPartition(List.of(broken), new HashSecret(3, 4), 2, (part, row) -> {}))
                .isInstanceOf(EOFException.class);
    }
}
