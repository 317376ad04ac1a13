package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileFindingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sameKindOfDatasetHasNoFindings() {
        var findings = compare(file(2_000, 1, random -> usual(random)), file(2_200, 2, random -> usual(random)));

        assertThat(findings.fileFindings()).isEmpty();
        assertThat(findings.comparedWith())
                .isEqualTo(new Report.ComparedWith("latest/x/report.json", "v7", 2_000, "2026-11-22T09:00:00Z"));
        assertThat(findings.columns().get(1).shift()).isBetween(0.0, 0.1);
        assertThat(findings.columns().get(0).shift()).isNull();
    }

    @Test
    void shiftedNumbersAreFoundThoughNoRowIs() {
        var findings = compare(
                file(2_000, 1, random -> usual(random)),
                file(2_000, 2, random -> "%.2f,%s,%s".formatted(12 + random.nextGaussian(), "DE", true)));

        assertThat(findings.fileFindings()).extracting(FileFinding::check).containsOnly(FileFinding.Check.SHIFT);
        assertThat(findings.fileFindings()).extracting(FileFinding::column).contains("basket", "country");
        assertThat(findings.fileFindings().get(0).sentence())
                .matches("basket: population stability index \\d+\\.\\d\\d, expected below 0\\.25");
        assertThat(findings.anomalyShare()).isLessThan(0.06);
    }

    @Test
    void missingColumnAndChangedTypeAreFound() {
        var findings = compare(
                file(2_000, 1, random -> usual(random)),
                file(2_000, 2, random -> "about %d,DE,true".formatted(random.nextInt(1_000)))
                        .replace("country", "land"));

        assertThat(findings.fileFindings())
                .containsExactly(
                        new FileFinding(
                                FileFinding.Check.MISSING_COLUMN, "country", "no such column", "one, as last time"),
                        new FileFinding(FileFinding.Check.TYPE_CHANGED, "basket", "text", "number, as last time"),
                        new FileFinding(
                                FileFinding.Check.SHIFT,
                                "ok",
                                findings.fileFindings().get(2).found(),
                                "below 0.25"));
    }

    @Test
    void declaredColumnThatIsNotThereIsFoundWithoutAnEarlierReport() {
        var options = ScreenedFile.OPTIONS.withSchema(new Schema(List.of(Schema.Declared.of("y", ColumnType.TEXT))));

        var findings = ScreenedFile.of("id,x\n1,1\n", options).report().fileFindings();

        assertThat(findings)
                .containsExactly(
                        new FileFinding(FileFinding.Check.MISSING_COLUMN, "y", "no such column", "one, as declared"));
    }

    @Test
    void unitMixUpInTooManyRowsToBeFlaggedIsAskedAbout() {
        var report = report(prices(i -> i % 10 == 0 ? 100 : 1));

        assertThat(report.flaggedRows()).isLessThan(30);
        assertThat(report.fileFindings())
                .extracting(FileFinding::check, FileFinding::column)
                .containsExactly(tuple(FileFinding.Check.GROUP, "price"));
        assertThat(report.fileFindings().get(0).sentence())
                .matches(
                        "price: two groups, 10(\\.\\d)? % of the values are about (99|10[01]) times the others, expected one");
        assertThat(report(prices(i -> i % 10 == 0 ? 0.01 : 1))
                        .fileFindings()
                        .get(0)
                        .found())
                .matches("two groups, 10(\\.\\d)? % of the values are about 1/(99|10[01]) of the others");
    }

    @Test
    void oneValueForWhatIsNotKnownIsAskedAbout() {
        var report = report(numbers(random -> i -> i % 12 == 0 ? 99 : 6.5 + random.nextGaussian()));

        assertThat(report.fileFindings())
                .singleElement()
                .extracting(FileFinding::found)
                .asString()
                .matches("two groups, 8\\.[34] % of the values are one and the same");
    }

    @Test
    void groupThatWasPublishedOrHasItsRangeDeclaredIsNotAskedAboutAgain() {
        var file = prices(i -> i % 10 == 0 ? 100 : 1);
        var declared = new Schema.Declared("price", null, null, new Schema.Bound(0, "0"), null, null, null, null, null);

        assertThat(compare(file, file).fileFindings()).isEmpty();
        assertThat(ScreenedFile.of(file, ScreenedFile.OPTIONS.withSchema(new Schema(List.of(declared))))
                        .report()
                        .fileFindings())
                .isEmpty();
    }

    @Test
    void sparseColumnsMixturesAndOrdinaryOnesHaveOneGroup() {
        var sparse = numbers(random -> i -> i % 3 == 0 ? 0 : 50 + 5 * random.nextGaussian());
        var mixture = numbers(random -> i -> (i % 3 == 0 ? 100 : 250) + 10 * random.nextGaussian());
        var skewed = numbers(random -> i -> Math.exp(random.nextGaussian()));
        var constant = numbers(random -> i -> i % 10 == 0 ? random.nextGaussian() : 7);

        for (var file : List.of(sparse, mixture, skewed, constant)) {
            assertThat(report(file).fileFindings()).isEmpty();
        }
    }

    private static Report report(String file) {
        return ScreenedFile.of(file, ScreenedFile.OPTIONS).report();
    }

    /** Prices around 20, each times the factor of its row. */
    private static String prices(IntToDoubleFunction factor) {
        return numbers(random -> i -> factor.applyAsDouble(i) * (20 + 2 * random.nextGaussian()));
    }

    private static String numbers(Function<Random, IntToDoubleFunction> column) {
        var price = column.apply(new Random(5));
        return IntStream.range(0, 3_000)
                .mapToObj(i -> String.format(Locale.ROOT, "%.4f\n", price.applyAsDouble(i)))
                .collect(joining("", "price\n", ""));
    }

    @Test
    void columnWithoutValuesIsFound() {
        var findings = compare(
                file(2_000, 1, random -> usual(random)),
                file(2_000, 2, random -> usual(random).replaceFirst("[^,]*", "")));

        assertThat(findings.fileFindings())
                .contains(
                        new FileFinding(FileFinding.Check.TYPE_CHANGED, "basket", "no values", "number, as last time"));
    }

    @Test
    void fewValuesShiftByChanceAndAreNotCompared() {
        var findings = compare(
                file(400, 1, random -> usual(random)), file(400, 2, random -> "90," + random.nextInt(9) + ",true"));

        assertThat(findings.fileFindings()).noneMatch(finding -> finding.check() == FileFinding.Check.SHIFT);
    }

    private static Report compare(String published, String next) {
        var report = JSON.valueToTree(ScreenedFile.of(published).report());
        var baseline = Baseline.read(JSON.valueToTree(report), "latest/x/report.json", "v7")
                .orElseThrow();
        return ScreenedFile.of(next, ScreenedFile.OPTIONS.withBaseline(baseline))
                .report();
    }

    private static String usual(Random random) {
        var countries = List.of("DE", "FR", "ES");
        return "%.2f,%s,%s"
                .formatted(10 + random.nextGaussian(), countries.get(random.nextInt(3)), random.nextBoolean());
    }

    private static String file(int rows, long seed, Function<Random, String> row) {
        var random = new Random(seed);
        return "id,basket,country,ok\n"
                + IntStream.range(0, rows)
                        .mapToObj(i -> i + "," + row.apply(random) + "\n")
                        .collect(joining());
    }
}
