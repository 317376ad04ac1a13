package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningTest {
    /** Two hundred customers without a fault; tests put theirs behind them. */
    private static final String HEADER = "customer_id,name,since,height\n";

    private static final String USUAL = IntStream.range(0, 200)
            .mapToObj(i -> "C%d,Name %d,2024-01-%02d,%d.5\n".formatted(i, i, 1 + i % 28, 160 + i % 20))
            .collect(joining());

    @Test
    void eachReasonIsFoundWhereItIs() {
        var screened = screen("""
                X1,,2024-01-01,170
                X2,a,2024-02-30,170
                X3,a,2024-01-01,tall
                X4,a,2024-01-01,1.78
                X5,a,2024-01-01
                X6,a,2024-01-01,170,more
                C7,a,2024-01-01,170
                ,a,2024-01-01,170
                X9,,,900
                """);

        assertThat(screened.kinds())
                .containsOnly(
                        entry(8L, "DUPLICATE_ID customer_id"),
                        entry(201L, "MISSING name"),
                        entry(202L, "UNPARSABLE since"),
                        entry(203L, "UNPARSABLE height"),
                        entry(204L, "OUTLIER height"),
                        entry(205L, "RAGGED_ROW"),
                        entry(206L, "RAGGED_ROW"),
                        entry(207L, "DUPLICATE_ID customer_id"),
                        entry(208L, "MISSING customer_id"),
                        entry(209L, "MISSING name; MISSING since; OUTLIER height"));
        assertThat(screened.report().reasons())
                .containsExactlyInAnyOrder(
                        new Report.ReasonRows(Reason.MISSING, 3),
                        new Report.ReasonRows(Reason.UNPARSABLE, 2),
                        new Report.ReasonRows(Reason.OUTLIER, 2),
                        new Report.ReasonRows(Reason.DUPLICATE_ID, 2),
                        new Report.ReasonRows(Reason.RAGGED_ROW, 2));
        assertThat(screened.report().flaggedRows()).isEqualTo(10);
        assertThat(screened.report().anomalyShare()).isEqualTo(10 / 209.0);
    }

    @Test
    void columnsAreCountedByWhatWasFoundInThem() {
        var screened = screen("X1,a,2024-01-01,\nX2,a,2024-01-01,tall\nX3,a,2024-01-01,900\nC7,,2024-01-01,\n");

        var height = screened.column("height");
        assertThat(height.type()).isEqualTo(ColumnType.NUMBER);
        assertThat(List.of(height.flaggedRows(), height.missing(), height.unparsable(), height.outliers()))
                .containsExactly(4L, 2L, 1L, 1L);
        var id = screened.column("customer_id");
        assertThat(id.type()).isEqualTo(ColumnType.IDENTIFIER);
        assertThat(List.of(id.flaggedRows(), id.duplicates())).containsExactly(2L, 2L);
        assertThat(screened.column("since").type()).isEqualTo(ColumnType.DATE);
        assertThat(screened.column("name").type()).isEqualTo(ColumnType.TEXT);
        assertThat(screened.column("name").missing()).isEqualTo(1);
    }

    @Test
    void findingSaysWhatWasFoundAndWhatWasExpected() {
        var example = screen("X1,a,2024-01-01,1.78\n").report().examples().get(0);

        assertThat(example.row()).isEqualTo(201);
        assertThat(example.values()).containsExactly("X1", "a", "2024-01-01", "1.78");
        assertThat(example.findings())
                .containsExactly(new Finding(
                        "height", Reason.OUTLIER, "1.78", "144.055 to 195.945 (median 169.5, robust z-score -22.7)"));
    }

    @Test
    void examplesShowEveryReasonHoweverRareAndAreShort() {
        var missing = IntStream.range(0, 300).mapToObj(i -> "M" + i + "\n").collect(joining());
        var screened = screen(missing + "X1,a,2024-02-30,170\nX2," + "n".repeat(500) + ",2024-01-01,900\n");

        var examples = screened.report().examples();

        assertThat(examples).hasSize(20).isSortedAccordingTo((a, b) -> Long.compare(a.row(), b.row()));
        assertThat(examples.stream()
                        .flatMap(example -> example.findings().stream())
                        .map(Finding::reason))
                .contains(Reason.RAGGED_ROW, Reason.UNPARSABLE, Reason.OUTLIER);
        assertThat(examples.get(19).values().get(1)).hasSize(200).endsWith("…");
    }

    @Test
    void columnThatIsOftenEmptyMayBeEmpty() {
        var rows = IntStream.range(0, 100)
                .mapToObj(i -> i + "," + (i < 94 ? "x" : "") + "\n")
                .collect(joining());

        var screened = ScreenedFile.of("id,nickname\n" + rows);

        assertThat(screened.reasons()).isEmpty();
        assertThat(screened.column("nickname").missing()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"90, NUMBER, 10", "89, TEXT, 0"})
    void columnIsNumericFromNineTenthsOfItsValues(int numbers, ColumnType type, int unparsable) {
        var rows = IntStream.range(0, 100)
                .mapToObj(i -> "row " + i + "," + (i < numbers ? "1" + i % 10 : "absent") + "\n")
                .collect(joining());

        var column = ScreenedFile.of("text,x\n" + rows).column("x");

        assertThat(column.type()).isEqualTo(type);
        assertThat(column.unparsable()).isEqualTo(unparsable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ID", "Id", "customer_id", "customer_ID", "customerId", "customerID"})
    void firstColumnNamedLikeAnIdentifierMustBeUnique(String name) {
        var screened = ScreenedFile.of("paid,valid," + name + ",order_id\n1,1,7,1\n1,1,8,1\n1,1,7,1\n");

        assertThat(screened.reasons()).containsOnlyKeys(1L, 3L);
    }

    @Test
    void identifiersAreTheSameByValueNotByHash() {
        // Aa and BB have one hash code, and so have the words that are made of them.
        var screened = ScreenedFile.of("id\nAaAa\nBBBB\nAaBB\nBBAa\n");

        assertThat(screened.reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x10", "Infinity", "1e999", "1e", ".", "--", "1,5", "1 000", "١٢"})
    void whatOnlyLooksLikeANumberIsUnparsable(String value) {
        var rows = IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(joining());

        var screened = ScreenedFile.of("x\n" + rows + "\"" + value + "\"\n");

        assertThat(screened.kinds()).containsExactly(entry(101L, "UNPARSABLE x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "+50", "-1", "5.", ".5", "5e1", "5E-1", " 50 ", "-0.0"})
    void numberMayBeWrittenInSeveralWays(String value) {
        var rows = IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(joining());

        assertThat(ScreenedFile.of("x\n" + rows + value + "\n").reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2199-13-45",
                "0000-00-00",
                "0000-01-01",
                "2023-02-29",
                "1.2.2024",
                "20240101",
                "2024-1-1",
                "2024-01-01X",
                "2024-01-01T25:00"
            })
    void whatIsNoCalendarDayIsUnparsable(String value) {
        assertThat(screen("X1,a," + value + ",170\n").kinds()).containsExactly(entry(201L, "UNPARSABLE since"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29",
                "0001-01-01",
                "2024-01-01T12:30",
                "2024-01-01 12:30:05.123Z",
                "2024-01-01T12:30+01:00"
            })
    void dateMayHaveATime(String value) {
        assertThat(screen("X1,a," + value + ",170\n").reasons()).isEmpty();
    }

    @Test
    void scoreBeyondAllNumbersIsStillText() {
        var rows = IntStream.range(0, 99).mapToObj(i -> i % 3 + "e-320\n").collect(joining());

        var screened = ScreenedFile.of("x\n" + rows + "1e300\n-1e300\n1e301\n");

        assertThat(screened.kinds())
                .containsOnly(entry(100L, "OUTLIER x"), entry(101L, "OUTLIER x"), entry(102L, "UNPARSABLE x"));
        assertThat(screened.report().examples().get(0).findings().get(0).expected())
                .contains("robust z-score beyond 1e308");
    }

    @Test
    void fileWithoutAFaultIsItsOwnCleanFile() {
        var csv = "\uFEFFid,\"x\"\r\n1,\"a\"\"b\"\r\n\"2\",c";

        var screened = ScreenedFile.of(csv);

        assertThat(screened.clean()).isEqualTo(csv);
        assertThat(screened.flagged()).isEqualTo("row,reasons,id,\"x\"\r\n");
    }

    @Test
    void fileOfRaggedRowsOnlyIsFlaggedWhole() {
        var screened = ScreenedFile.of("id,x\n1\n2\n");

        assertThat(screened.report().anomalyShare()).isEqualTo(1);
        assertThat(screened.clean()).isEqualTo("id,x\n");
    }

    @Test
    void thousandColumnsAreScreened() {
        var header = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).collect(joining(",")) + "\n";
        var row = IntStream.range(0, 1_000).mapToObj(i -> "1").collect(joining(",")) + "\n";

        var screened = ScreenedFile.of(header + row.repeat(20));

        assertThat(screened.report().columns()).hasSize(1_000);
        assertThat(screened.reasons()).isEmpty();
    }

    @Property(tries = 150)
    void cleanAndFlaggedRowsTogetherAreTheDataset(@ForAll("tables") List<String> rows) {
        var csv = "id,a,b\n" + String.join("", rows);

        var screened = ScreenedFile.of(csv);

        var together = new ArrayList<>(screened.cleanRows());
        together.addAll(screened.flaggedRows());
        var dataset = ScreenedFile.records(csv);
        assertThat(together).containsExactlyInAnyOrderElementsOf(dataset.subList(1, dataset.size()));
        assertThat(screened.report().rows()).isEqualTo(rows.size());
        assertThat(screened.report().flaggedRows())
                .isEqualTo(screened.flaggedRows().size());
    }

    @Property(tries = 150)
    void orderOfRowsDoesNotChangeWhichAreFlagged(@ForAll("tables") List<String> rows, @ForAll Random random) {
        var shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        var before = ScreenedFile.of("id,a,b\n" + String.join("", rows));
        var after = ScreenedFile.of("id,a,b\n" + String.join("", shuffled));

        assertThat(after.flaggedRows()).containsExactlyInAnyOrderElementsOf(before.flaggedRows());
        assertThat(after.report().columns()).isEqualTo(before.report().columns());
    }

    @Property(tries = 100)
    void everyBearerOfASharedIdentifierIsFlagged(@ForAll("identifiers") List<String> identifiers) {
        var screened = ScreenedFile.of(
                "id,x\n" + identifiers.stream().map(id -> id + ",1\n").collect(joining()));

        var seen = new HashSet<String>();
        var shared = new HashSet<String>();
        identifiers.forEach(id -> {
            if (!seen.add(id)) {
                shared.add(id);
            }
        });
        var expected = IntStream.range(0, identifiers.size())
                .filter(i -> shared.contains(identifiers.get(i)))
                .mapToObj(i -> i + 1L)
                .toList();
        assertThat(screened.reasons().keySet()).containsExactlyElementsOf(expected);
    }

    @Provide
    Arbitrary<List<String>> identifiers() {
        return Arbitraries.strings()
                .withChars("ab")
                .ofMinLength(1)
                .ofMaxLength(5)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<String>> tables() {
        var id = Arbitraries.integers().between(1, 60).map(String::valueOf);
        var value = Arbitraries.frequency(
                Tuple.of(30, "1"),
                Tuple.of(20, "2.5"),
                Tuple.of(10, "3"),
                Tuple.of(3, "1000"),
                Tuple.of(2, ""),
                Tuple.of(2, "\"a, \"\"b\"\"\nc\""),
                Tuple.of(1, "1,1"));
        return Combinators.combine(id, value, value)
                .as((first, second, third) -> first + "," + second + "," + third + "\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static ScreenedFile screen(String rows) {
        return ScreenedFile.of(HEADER + USUAL + rows);
    }
}
