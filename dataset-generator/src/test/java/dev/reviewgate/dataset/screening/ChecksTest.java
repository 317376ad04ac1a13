package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static final String[] COUNTRIES = {"DE", "FR", "ES", "IT"};

    @Test
    void categoryThatHardlyOccursIsFlagged() {
        var screened = ScreenedFile.of(column("country", 4_000, i -> COUNTRIES[i % 4]) + "4000,DF\n");

        assertThat(screened.column("country").type()).isEqualTo(ColumnType.CATEGORY);
        assertThat(screened.reasons())
                .containsExactly(entry(
                        4_001L, "UNKNOWN_CATEGORY country: DF, expected one of the 4 usual values (DE, ES, FR, IT)"));
        assertThat(screened.column("country").distribution())
                .isEqualTo(new Report.Distribution.Categories(
                        List.of(
                                new Report.ValueCount("DE", 1_000),
                                new Report.ValueCount("ES", 1_000),
                                new Report.ValueCount("FR", 1_000),
                                new Report.ValueCount("IT", 1_000)),
                        1,
                        0));
    }

    @ParameterizedTest
    @CsvSource({"999, TEXT", "1000, CATEGORY"})
    void columnIsACategoryFromAThousandValues(int rows, ColumnType type) {
        var screened = ScreenedFile.of(column("country", rows, i -> COUNTRIES[i % 4]));

        assertThat(screened.column("country").type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"199, CATEGORY", "201, TEXT"})
    void valuesOfACategoryAreCommon(int distinct, ColumnType type) {
        var screened = ScreenedFile.of(column("shop", 199 * 201, i -> "shop " + i % distinct));

        assertThat(screened.column("shop").type()).isEqualTo(type);
    }

    @Test
    void categoryMayBeWrittenWithBlanksAroundIt() {
        var screened = ScreenedFile.of(column("country", 4_000, i -> COUNTRIES[i % 4]) + "4000, DE \n");

        assertThat(screened.reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "yes, no", "T, F", "Y, n"})
    void wordsForYesAndNoAreBooleans(String yes, String no) {
        var screened = ScreenedFile.of(column("ok", 200, i -> i % 3 == 0 ? yes : no) + "200,maybe\n201,2\n");

        assertThat(screened.column("ok").type()).isEqualTo(ColumnType.BOOLEAN);
        assertThat(screened.reasons())
                .containsExactly(
                        entry(201L, "UNPARSABLE ok: maybe, expected true or false, yes or no, 1 or 0"),
                        entry(202L, "UNPARSABLE ok: 2, expected true or false, yes or no, 1 or 0"));
        assertThat(screened.column("ok").distribution())
                .isEqualTo(new Report.Distribution.Categories(
                        List.of(new Report.ValueCount("false", 133), new Report.ValueCount("true", 67)), 0, 0));
    }

    @Test
    void zerosAndOnesAreBooleansIfThereAreNoOtherNumbers() {
        var zerosAndOnes = column("ok", 200, i -> i % 3 == 0 ? "1" : "0");

        var screened = ScreenedFile.of(zerosAndOnes + "200,maybe\n");

        assertThat(screened.column("ok").type()).isEqualTo(ColumnType.BOOLEAN);
        assertThat(screened.kinds()).containsExactly(entry(201L, "UNPARSABLE ok"));
        assertThat(ScreenedFile.of(zerosAndOnes + "200,2\n").column("ok").type())
                .isEqualTo(ColumnType.NUMBER);
    }

    @Test
    void onesAloneAreNumbers() {
        assertThat(ScreenedFile.of(column("x", 200, i -> "1")).column("x").type())
                .isEqualTo(ColumnType.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "N/A", "NULL", "null", "NaN", "nan", "None", "\\N", "-", ""})
    void wordForNoValueIsMissingWhereNumbersAreExpected(String word) {
        var screened = ScreenedFile.of(column("x", 200, i -> "1." + i % 10) + "200," + word + "\n");

        assertThat(screened.kinds()).containsExactly(entry(201L, "MISSING x"));
        assertThat(screened.column("x").missing()).isEqualTo(1);
        assertThat(screened.column("x").filled()).isEqualTo(200);
        assertThat(screened.column("x").unparsable()).isZero();
    }

    @Test
    void wordForNoValueIsAValueAmongTexts() {
        var screened = ScreenedFile.of(column("name", 200, i -> "name " + i) + "200,NA\n");

        assertThat(screened.reasons()).isEmpty();
        assertThat(screened.column("name").missing()).isZero();
    }

    @Test
    void dateInTheFutureIsFlaggedUnlessManyAre() {
        var mostlyPast = column("since", 200, i -> "2026-11-%02d".formatted(1 + i % 22));
        var planned = column("due", 200, i -> i % 10 == 0 ? "2031-01-01" : "2026-01-01");

        var screened = ScreenedFile.of(mostlyPast + "200,2026-11-23\n201,2026-11-24\n");

        assertThat(screened.reasons())
                .containsExactly(entry(202L, "FUTURE_DATE since: 2026-11-24, expected a date up to 2026-11-23"));
        assertThat(screened.column("since").futureDates()).isEqualTo(1);
        assertThat(ScreenedFile.of(planned).reasons()).isEmpty();
    }

    @Test
    void rowOfAnotherSizeSaysHowManyFieldsItHas() {
        var screened = ScreenedFile.of("id,x\n" + rows(200, i -> "5") + "200\n201,5,6\n");

        assertThat(screened.reasons())
                .containsExactly(
                        entry(201L, "RAGGED_ROW: 1 field, expected 2 fields"),
                        entry(202L, "RAGGED_ROW: 3 fields, expected 2 fields"));
    }

    @Test
    void declaredRangeHoldsForNumbersAndDates() {
        var schema = new Schema(List.of(
                declared("x", ColumnType.NUMBER, new Schema.Bound(0, "0"), new Schema.Bound(100, "100")),
                declared("since", ColumnType.DATE, new Schema.Bound(19_723, "2024-01-01"), null)));
        var file = "id,x,since\n" + rows(200, i -> i % 100 + ",2025-01-01") + "200,101,2023-12-31\n201,0,2024-01-01\n";

        var screened = ScreenedFile.of(file, schema);

        assertThat(screened.reasons())
                .containsExactly(entry(
                        201L,
                        "OUT_OF_RANGE x: 101, expected 0 to 100, as declared; OUT_OF_RANGE since: 2023-12-31, expected no"
                                + " less than 2024-01-01, as declared"));
        assertThat(screened.column("x").declared()).isTrue();
        assertThat(screened.column("id").declared()).isFalse();
    }

    @Test
    void declaredValuesTakeThePlaceOfUsualOnes() {
        var schema = new Schema(List.of(new Schema.Declared(
                "country", ColumnType.CATEGORY, null, null, null, List.of("DE", "FR", "LU"), null, null, null)));

        var screened =
                ScreenedFile.of(column("country", 2_000, i -> i % 2 == 0 ? "DE" : "FR") + "a,LU\nb,ES\n", schema);

        assertThat(screened.reasons())
                .containsExactly(entry(
                        2_002L, "UNKNOWN_CATEGORY country: ES, expected one of the declared values (DE, FR, LU)"));
    }

    @Test
    void declaredPatternHoldsForTheWholeValue() {
        var schema = new Schema(List.of(new Schema.Declared(
                "sku", null, null, null, null, null, Pattern.compile("[A-Z]{2}-\\d+"), null, null)));

        var screened = ScreenedFile.of(column("sku", 50, i -> "AB-" + i) + "50,xAB-1\n51,\n", schema);

        assertThat(screened.kinds()).containsExactly(entry(51L, "PATTERN_MISMATCH sku"), entry(52L, "MISSING sku"));
    }

    @Test
    void declaredUniqueColumnIsUniqueBesideTheIdentifier() {
        var schema = new Schema(List.of(new Schema.Declared("mail", null, null, null, null, null, null, true, null)));

        var screened =
                ScreenedFile.of(column("mail", 50, i -> "m" + i + "@example.com") + "50,m7@example.com\n7,x\n", schema);

        assertThat(screened.kinds())
                .containsExactly(
                        entry(8L, "DUPLICATE_ID id; DUPLICATE_ID mail"),
                        entry(51L, "DUPLICATE_ID mail"),
                        entry(52L, "DUPLICATE_ID id"));
    }

    @Test
    void declaredTypeOverridesTheInferredOne() {
        var schema = new Schema(List.of(
                Schema.Declared.of("id", ColumnType.TEXT),
                Schema.Declared.of("x", ColumnType.NUMBER),
                new Schema.Declared("y", null, false, null, null, null, null, null, null)));
        var file = "id,x,y\n"
                + IntStream.range(0, 100).mapToObj(i -> "same,text,1\n").collect(joining()) + "same,1,\n";

        var screened = ScreenedFile.of(file, schema);

        assertThat(screened.column("id").type()).isEqualTo(ColumnType.TEXT);
        assertThat(screened.column("x").unparsable()).isEqualTo(100);
        assertThat(screened.report().flaggedRows()).isEqualTo(100);
        assertThat(screened.column("y").required()).isFalse();
    }

    @Test
    void declaredIdentifierTakesThePlaceOfTheNamedOne() {
        var schema = new Schema(List.of(Schema.Declared.of("code", ColumnType.IDENTIFIER)));

        var screened = ScreenedFile.of("id,code\n1,a\n1,b\n1,a\n", schema);

        assertThat(screened.kinds()).containsExactly(entry(1L, "DUPLICATE_ID code"), entry(3L, "DUPLICATE_ID code"));
    }

    @Test
    void damagedTextIsFlaggedBesideWhatElseIsWrong() {
        var usual = column("name", 200, i -> "Jos\u00e9 " + i);
        var pattern = new Schema(List.of(new Schema.Declared(
                "name", null, null, null, null, null, Pattern.compile("Jos\u00e9 \\d+"), null, null)));

        var screened = ScreenedFile.of(usual + "200,Jos\u00c3\u00a9 1\n201,Jos\ufffd 2\n", pattern);

        assertThat(screened.kinds())
                .containsExactly(
                        entry(201L, "PATTERN_MISMATCH name; ENCODING_DAMAGE name"),
                        entry(202L, "PATTERN_MISMATCH name; ENCODING_DAMAGE name"));
        assertThat(screened.column("name").encodingDamages()).isEqualTo(2);
        assertThat(screened.column("name").flaggedRows()).isEqualTo(2);
    }

    @Test
    void charsetIsWhatMostRowsAreIn() {
        var latin = column("name", 200, i -> "Jos\u00e9 " + i).getBytes(StandardCharsets.ISO_8859_1);
        var utf8 = column("name", 200, i -> "Jos\u00e9 " + i).getBytes(StandardCharsets.UTF_8);
        var row = "200,Jos\u00e9\n";

        var inLatin = ScreenedFile.of(concat(latin, row.getBytes(StandardCharsets.ISO_8859_1)));
        var mixed = ScreenedFile.of(concat(utf8, row.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(inLatin.report().format().charset()).isEqualTo("windows-1252");
        assertThat(inLatin.report().flaggedRows()).isZero();
        assertThat(mixed.report().format().charset()).isEqualTo("UTF-8");
        assertThat(mixed.kinds()).containsExactly(entry(201L, "ENCODING_DAMAGE name"));
    }

    @Test
    void reasonsAreInTheCharsetOfTheFile() {
        var windows = Charset.forName("windows-1252");
        var file = column("gr\u00f6\u00dfe", 200, i -> "1." + i % 10) + "200,gro\u00df\n";

        var screened = ScreenedFile.of(file.getBytes(windows));

        assertThat(screened.flaggedBytes())
                .isEqualTo(
                        "row,reasons,id,gr\u00f6\u00dfe\n201,\"UNPARSABLE gr\u00f6\u00dfe: gro\u00df, expected a number\",200,gro\u00df\n");
    }

    @Test
    void rowOfManyFaultsNamesSomeAndCountsAll() {
        var names = IntStream.range(0, 30).mapToObj(i -> "c" + i).collect(joining(","));
        var full = "x" + ",1".repeat(29) + "\n";

        var screened = ScreenedFile.of(names + "\n" + full.repeat(60) + "y" + ",".repeat(29) + "\n");

        assertThat(screened.reasons().get(61L)).endsWith("; and 9 more");
        assertThat(screened.report().columns().stream()
                        .mapToLong(Report.Column::flaggedRows)
                        .sum())
                .isEqualTo(29);
    }

    @Test
    void valueOverSeveralLinesStaysInItsReason() {
        var screened = ScreenedFile.of(column("x", 100, i -> "1") + "100,\"a\n\"\"b\"\"\"\n");

        assertThat(screened.reasons()).containsExactly(entry(101L, "UNPARSABLE x: a \"b\", expected a number"));
    }

    private static Schema.Declared declared(
            String name, ColumnType type, Schema.@Nullable Bound min, Schema.@Nullable Bound max) {
        return new Schema.Declared(name, type, null, min, max, null, null, null, null);
    }

    /** A file of an identifier and one column more. */
    private static String column(String name, int rows, IntFunction<String> value) {
        return "id," + name + "\n" + rows(rows, value);
    }

    private static String rows(int rows, IntFunction<String> value) {
        return IntStream.range(0, rows)
                .mapToObj(i -> i + "," + value.apply(i) + "\n")
                .collect(joining());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
