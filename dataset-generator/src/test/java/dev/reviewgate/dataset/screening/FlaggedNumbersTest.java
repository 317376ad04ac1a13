package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What a histogram says was flagged is what the flagged file says was. */
class FlaggedNumbersTest {
    private static final Schema NUMBERS = new Schema(List.of(new Schema.Declared(
            "x",
            ColumnType.NUMBER,
            true,
            new Schema.Bound(-50, "-50"),
            new Schema.Bound(60, "60"),
            null,
            null,
            true,
            null)));

    @Property(tries = 200)
    void eachFlaggedNumberIsCountedInTheBinInWhichItLies(@ForAll("values") List<String> values) {
        var screened = ScreenedFile.of("name,x\n" + String.join("", values), NUMBERS);

        var histogram = screened.column("x").histogram();
        if (histogram == null) {
            assertThat(screened.column("x").statistics()).isNull();
            return;
        }
        var expected = new long[26];
        var rows = screened.flaggedRows();
        var reasons = List.copyOf(screened.reasons().values());
        for (var i = 0; i < rows.size(); i++) {
            var isFlagged = reasons.get(i).contains(" x: ");
            var value = rows.get(i).get(1).strip();
            if (isFlagged && value.matches("-?[0-9.]+(e9)?")) {
                expected[place(histogram, Double.parseDouble(value))]++;
            }
        }
        assertThat(places(histogram.flaggedBelow(), histogram.flagged(), histogram.flaggedAbove()))
                .isEqualTo(expected);
        var all = places(histogram.below(), histogram.counts(), histogram.above());
        assertThat(IntStream.range(0, all.length)).allMatch(place -> expected[place] <= all[place]);
    }

    private static int place(Report.Histogram histogram, double value) {
        if (value < histogram.from() || value > histogram.to()) {
            return value < histogram.from() ? 0 : 25;
        }
        var bin = (int) ((value - histogram.from()) * (24 / (histogram.to() - histogram.from())));
        return 1 + Math.min(23, bin);
    }

    private static long[] places(long below, List<Long> counts, long above) {
        return IntStream.range(0, 26)
                .mapToLong(place -> place == 0 ? below : place == 25 ? above : counts.get(place - 1))
                .toArray();
    }

    @Provide
    Arbitrary<List<String>> values() {
        var usual = Arbitraries.integers().between(0, 400).map(i -> String.format(Locale.ROOT, "%.1f", i / 10.0));
        return Arbitraries.frequencyOf(
                        Tuple.of(30, usual),
                        Tuple.of(2, Arbitraries.integers().between(-900, 900).map(String::valueOf)),
                        Tuple.of(1, Arbitraries.of("", "many", "NA", "1e9", "\"7\"", " 8 ", "9,extra", "\uFFFD")))
                .map(value -> "caf\u00C3\u00A9," + value + "\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    @Test
    void anythingThatIsWrongWithANumberFlagsIt() {
        var file = "name,x\n"
                + IntStream.range(0, 300).mapToObj(i -> "n," + i / 10.0 + "\n").collect(joining())
                + "duplicate,7.5\nfar,59\ntoo much,61\nno number,many\nnone,\n";

        var screened = ScreenedFile.of(file, NUMBERS);

        var column = screened.column("x");
        var histogram = requireNonNull(column.histogram());
        assertThat(column.duplicates()).isEqualTo(2);
        assertThat(column.outOfRange()).isEqualTo(1);
        assertThat(LongStream.of(places(histogram.flaggedBelow(), histogram.flagged(), histogram.flaggedAbove()))
                        .sum())
                .isEqualTo(column.duplicates() + column.outOfRange() + column.outliers());
        assertThat(column.flaggedRows()).isEqualTo(column.duplicates() + column.outOfRange() + column.outliers() + 2);
    }

    @Test
    void aColumnOfTextHasNoHistogramAndNothingIsCountedForIt() {
        var screened = ScreenedFile.of("id,name\n1,a\n1,b\n");

        assertThat(screened.report().flaggedRows()).isEqualTo(2);
        assertThat(screened.report().columns()).allMatch(column -> column.histogram() == null);
    }
}
