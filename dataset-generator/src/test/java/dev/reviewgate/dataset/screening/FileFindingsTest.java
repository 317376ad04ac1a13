package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
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
        var next = prices(i -> i % 11 == 0 ? 100 : 1);
        var declared = new Schema.Declared("price", null, null, new Schema.Bound(0, "0"), null, null, null, null, null);

        assertThat(compare(file, next).fileFindings()).isEmpty();
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
    void sameRowsInAnyOrderAreFoundUntilSomebodyHasAcceptedThem() {
        var lines = file(2_000, 1, random -> usual(random)).lines().toList();
        var backwards = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.reverse(backwards);
        var again = lines.get(0) + "\r\n" + String.join("\r\n", backwards);

        var repeated = compare(String.join("\n", lines), again);

        assertThat(repeated.fileFindings())
                .containsExactly(
                        new FileFinding(FileFinding.Check.SAME_ROWS, null, "the same rows as last time", "others"));
        assertThat(ScreenedFile.of(again, ScreenedFile.OPTIONS.withBaseline(baseline(JSON.valueToTree(repeated))))
                        .report()
                        .fileFindings())
                .isEmpty();
    }

    @Test
    void rowsThatAreThereTwiceAreFound() {
        var once = file(2_000, 2, random -> usual(random));
        var lines = once.lines().toList();

        var findings = compare(
                file(2_000, 1, random -> usual(random)),
                once + String.join("\n", lines.subList(1_700, lines.size())) + "\n");

        assertThat(findings.fileFindings())
                .singleElement()
                .extracting(FileFinding::sentence)
                .asString()
                .matches("about 1[23](\\.\\d)? % of the rows are repeated, expected none, as last time");
    }

    @Test
    void rowsThatMayBeFewerOrMoreAreThoseOfTheRunsThatAreKnown() {
        var report = JSON.<ObjectNode>valueToTree(
                ScreenedFile.of(file(2_000, 1, random -> usual(random))).report());
        report.putArray("history")
                .addObject()
                .put("screenedAt", "2026-11-21T09:00:00Z")
                .put("rows", 1_000)
                .put("flaggedRows", 0)
                .put("anomalyShare", 0.0);
        var options = ScreenedFile.OPTIONS.withBaseline(baseline(report));

        assertThat(ScreenedFile.of(file(700, 2, random -> usual(random)), options)
                        .report()
                        .fileFindings())
                .isEmpty();
        assertThat(ScreenedFile.of(file(600, 2, random -> usual(random)), options)
                        .report()
                        .fileFindings())
                .containsExactly(new FileFinding(
                        FileFinding.Check.ROW_COUNT,
                        null,
                        "600 rows",
                        "669 to 3,244 rows (there were 2,000 last time)"));
    }

    @Test
    void olderReportsAreComparedAsFarAsTheyGo() {
        var report =
                JSON.<ObjectNode>valueToTree(ScreenedFile.of(prices(i -> 1)).report());
        report.remove("content");
        report.get("columns").forEach(column -> ((ObjectNode) column).remove(List.of("padded", "dates", "frequent")));
        var options = ScreenedFile.OPTIONS.withBaseline(baseline(report));

        assertThat(ScreenedFile.of(prices(i -> 1), options).report().fileFindings())
                .isEmpty();
        assertThat(ScreenedFile.of(prices(i -> i % 10 == 0 ? 100 : 1), options)
                        .report()
                        .fileFindings())
                .extracting(FileFinding::check)
                .containsExactlyInAnyOrder(FileFinding.Check.GROUP, FileFinding.Check.LIMITS);
    }

    @Test
    void noSentenceHoldsAValueOfARow() {
        var findings = compare(
                file(2_000, 1, random -> usual(random)),
                file(2_000, 2, random -> random.nextInt(10) == 0 ? "7777,XX,true" : usual(random)));

        assertThat(findings.fileFindings())
                .extracting(FileFinding::check)
                .contains(FileFinding.Check.LIMITS, FileFinding.Check.ONE_VALUE, FileFinding.Check.NEW_VALUES);
        assertThat(findings.fileFindings())
                .extracting(FileFinding::sentence)
                .noneMatch(
                        sentence -> sentence.contains("XX") || sentence.contains("7,777") || sentence.contains("7777"));
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
        var report = JSON.<JsonNode>valueToTree(ScreenedFile.of(published).report());
        return ScreenedFile.of(next, ScreenedFile.OPTIONS.withBaseline(baseline(report)))
                .report();
    }

    private static Baseline baseline(JsonNode report) {
        return Baseline.read(report, "latest/x/report.json", "v7").orElseThrow();
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
