package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                .containsExactly(FileFinding.Check.LIMITS);
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

    @Test
    void noSentenceHoldsTheValueOfAConstantColumn() {
        var findings =
                compare(column(600, 1, random -> "4711"), column(600, 2, random -> oneIn(random, 10, "12", "4711")));

        assertThat(findings.fileFindings())
                .isNotEmpty()
                .extracting(FileFinding::check)
                .contains(FileFinding.Check.LIMITS);
        assertThat(findings.fileFindings())
                .extracting(FileFinding::sentence)
                .noneMatch(sentence -> sentence.replace(",", "").contains("4711"));
    }

    @ParameterizedTest
    @MethodSource
    void whatOneColumnIsAskedAbout(Function<Random, String> last, Function<Random, String> now) {
        assertThat(compare(column(3_000, 1, last), column(3_000, 2, now)).fileFindings())
                .isNotEmpty();
    }

    static List<Arguments> whatOneColumnIsAskedAbout() {
        return List.of(
                rows("pieces become flags", random -> "" + (1 + random.nextInt(50)), random -> "" + random.nextInt(2)),
                rows("no date but a default", FileFindingsTest::born, random -> "1900-01-01"),
                rows("no date but a far one", FileFindingsTest::born, random -> "2099-12-31"),
                rows("zeros become flags", random -> "0", random -> "" + random.nextInt(2)),
                rows("flags become zeros", random -> "" + random.nextInt(2), random -> "0"),
                rows("words become ones", random -> "" + random.nextBoolean(), random -> "1"),
                rows(
                        "a default later than all dates",
                        FileFindingsTest::born,
                        random -> oneIn(random, 5, "2026-11-22", born(random))),
                rows(
                        "even numbers doubled",
                        random -> "" + (100 + random.nextInt(100)),
                        random -> "" + 2 * (100 + random.nextInt(100))),
                rows(
                        "a long text for a state",
                        FileFindingsTest::state,
                        random -> oneIn(random, 5, "x".repeat(80), state(random))),
                rows("another currency", random -> "EUR", random -> "USD"),
                rows("a rate becomes zero", random -> "20", random -> "0"));
    }

    @ParameterizedTest
    @MethodSource
    void whatOneColumnIsNotAskedAbout(Function<Random, String> last, Function<Random, String> now) {
        for (var rows : List.of(300, 600, 1_500)) {
            assertThat(compare(column(rows, 1, last), column(rows, 2, now)).fileFindings())
                    .isEmpty();
        }
    }

    static List<Arguments> whatOneColumnIsNotAskedAbout() {
        return List.of(
                rows("flags", random -> "" + random.nextInt(2), random -> "" + random.nextInt(2)),
                rows("flags of which few are set", random -> "0", random -> random.nextInt(300) == 0 ? "1" : "0"),
                rows("the number of a week", random -> "46", random -> "47"),
                rows("the name of a week", random -> "2026-W46", random -> "2026-W47"),
                rows("the name of a batch", random -> "batch-9", random -> "batch-10"),
                rows("a time of loading", random -> "1767571200", random -> "1768176000"),
                rows("the end of the year", random -> "2026-12-31", random -> "2027-12-31"),
                rows("states", FileFindingsTest::state, FileFindingsTest::state));
    }

    @Test
    void labelThatChangesEachTimeIsKnownByItsRuns() {
        Baseline baseline = null;
        for (var month : List.of("3", "10", "12")) {
            baseline = baseline(screen(column(1_500, 1, random -> month), baseline));
        }

        assertThat(screen(column(1_400, 1, random -> "1"), baseline).fileFindings())
                .isEmpty();
    }

    @Test
    void longTextInASmallFileOfFewStatesIsFound() {
        var findings = compare(
                column(600, 1, FileFindingsTest::state),
                column(600, 2, random -> oneIn(random, 5, "x".repeat(80), state(random))));

        assertThat(findings.fileFindings())
                .containsExactly(new FileFinding(
                        FileFinding.Check.NEW_VALUES,
                        "v",
                        "long texts, or too many different ones",
                        "few short ones, as last time"));
    }

    @Test
    void sameRowsAreAskedAboutOnceHoweverOftenTheyCome() {
        var file = file(2_000, 1, random -> usual(random));
        Baseline baseline = null;
        var asked = new ArrayList<Integer>();
        for (var i = 1; i <= 5; i++) {
            var report = screen(file, baseline);
            if (!report.fileFindings().isEmpty()) {
                asked.add(i);
            }
            baseline = baseline(report);
        }

        assertThat(asked).containsExactly(2);
    }

    @Test
    void sameRowsThatAnOlderReportWasAskedAboutAreKnown() {
        var file = file(2_000, 1, random -> usual(random));
        var report = JSON.<ObjectNode>valueToTree(compare(file, file));
        ((ObjectNode) report.get("content")).remove("sameAsLast");

        assertThat(screen(file, baseline(report)).fileFindings()).isEmpty();
    }

    @Test
    void numbersOutOfTheDeclaredRangeAreNotNewsEachWeek() {
        var declared = new Schema.Declared(
                "v", null, null, new Schema.Bound(0, "0"), new Schema.Bound(130, "130"), null, null, null, null);
        var options = ScreenedFile.OPTIONS.withSchema(new Schema(List.of(declared)));
        Function<Random, String> ages =
                random -> random.nextInt(100) < 3 ? "999" : "" + Math.round(45 + 12 * random.nextGaussian());
        var report = JSON.<JsonNode>valueToTree(
                ScreenedFile.of(column(3_000, 1, ages), options).report());

        assertThat(ScreenedFile.of(column(3_000, 2, ages), options.withBaseline(baseline(report)))
                        .report()
                        .fileFindings())
                .isEmpty();
    }

    @Test
    void lateDatesOfAWideFileAreComparedWithTheNextOne() {
        var first = screen(wide(1, random -> random.nextBoolean() ? "9999-12-31" : day(1995, 32, random)), null);
        var dates = requireNonNull(first.columns().get(0).dates());

        assertThat(List.of(dates.q05(), dates.median(), dates.q95()))
                .allMatch(day -> LocalDate.parse(day).getYear() <= 9999 && day.compareTo(dates.max()) <= 0);
        var second =
                screen(wide(2, random -> random.nextBoolean() ? "9999-12-31" : day(1995, 32, random)), baseline(first));
        assertThat(second.fileFindings()).isEmpty();
        assertThat(second.comparedWith()).isNotNull();
    }

    @Test
    void firstDateOfAWideFileIsNotEarlierThanItself() {
        Function<Random, String> from = random -> random.nextInt(10) < 3 ? "2010-01-01" : day(2010, 22, random);

        assertThat(screen(wide(2, from), baseline(screen(wide(1, from), null))).fileFindings())
                .isEmpty();
    }

    @Test
    void oneAccidentIsNotToldAsAGroupToo() {
        var findings = compare(
                column(3_000, 1, random -> "%.2f".formatted(20 + random.nextGaussian())),
                column(3_000, 2, random -> oneIn(random, 5, "9999", "%.2f".formatted(20 + random.nextGaussian()))));

        assertThat(findings.fileFindings())
                .extracting(FileFinding::check)
                .contains(FileFinding.Check.LIMITS)
                .doesNotContain(FileFinding.Check.GROUP);
    }

    private static Arguments rows(String name, Function<Random, String> last, Function<Random, String> now) {
        return Arguments.argumentSet(name, last, now);
    }

    private static String oneIn(Random random, int of, String damaged, String usual) {
        return random.nextInt(of) == 0 ? damaged : usual;
    }

    private static String born(Random random) {
        return day(1950, 54, random);
    }

    private static String day(int year, int years, Random random) {
        return LocalDate.ofYearDay(year, 1)
                .plusDays(random.nextInt(365 * years))
                .toString();
    }

    private static String state(Random random) {
        return List.of("open", "paid", "sent").get(random.nextInt(3));
    }

    private static String column(int rows, long seed, Function<Random, String> value) {
        var random = new Random(seed);
        return "k,v\n"
                + IntStream.range(0, rows)
                        .mapToObj(i -> seed + "-" + i + "," + value.apply(random) + "\n")
                        .collect(joining());
    }

    /** So many columns that there is no room to count the days of one by themselves. */
    private static String wide(long seed, Function<Random, String> date) {
        var random = new Random(seed);
        var columns = 301;
        return "date" + IntStream.range(0, columns).mapToObj(i -> ",c" + i).collect(joining()) + "\n"
                + IntStream.range(0, 900)
                        .mapToObj(i -> date.apply(random) + ",k" + seed + i + ",1".repeat(columns - 1) + "\n")
                        .collect(joining());
    }

    private static Report screen(String file, @Nullable Baseline baseline) {
        return ScreenedFile.of(file, ScreenedFile.OPTIONS.withBaseline(baseline))
                .report();
    }

    private static Baseline baseline(Report report) {
        return baseline(JSON.<JsonNode>valueToTree(report));
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
