package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
    @Property
    void aMaskKeepsTheShapeAndNeitherLettersNorDigits(@ForAll("values") String value) {
        String mask = Mask.of(value);

        assertThat(mask.codePoints()).noneMatch(c -> Character.isLetter(c) && c != 'x' && c != 'X');
        assertThat(mask.codePoints()).noneMatch(Character::isDigit);
        assertThat(Mask.of(mask)).isEqualTo(mask);
    }

    @Property
    void valuesOfAPersonalColumnAreNeverShown(@ForAll("values") String value) {
        JsonNode masked = PersonalData.mask(report("anything", "NUMBER", true, value));

        assertThat(shown(masked)).isEqualTo(PersonalValues.isPlaceholder(value) ? value : Mask.of(value));
        assertThat(masked.at("/examples/0/findings/0/value").asText()).isEqualTo(shown(masked));
    }

    @Property
    void whatTheReportCallsNotPersonalIsShown(@ForAll("values") String value) {
        JsonNode report = report("e_mail", "TEXT", false, value);

        assertThat(PersonalData.mask(report).path("examples").get(0).path("values"))
                .isEqualTo(report.path("examples").get(0).path("values"));
    }

    @ParameterizedTest
    @CsvSource({
        "1990-01-31,####-##-##",
        "31.02.1990,##.##.####",
        "Zoë Ångström-Müller,Xxx Xxxxxxxx-Xxxxxx",
        "ada@example.com,xxx@xxxxxxx.xxx",
        "Jos�,Xxx�",
        "+49 170 1234567,+## ### #######",
        "李小龍,xxx",
        "-18.5,-##.#"
    })
    void aMaskTellsWhatKindOfThingItHides(String value, String mask) {
        assertThat(Mask.of(value)).isEqualTo(mask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "Name",
                "first_name",
                "lastName",
                "CUSTOMER NAME",
                "e-mail",
                "eMail",
                "emailAddress",
                "phone",
                "phone_number",
                "IBAN",
                "customerIban",
                "birth_date",
                "dateOfBirth",
                "Geburtsdatum",
                "street",
                "Straße",
                "zip",
                "postal_code",
                "PLZ",
                "ip_address",
                "comment",
                "notes",
                "passport_no",
                "prénom",
                "salary_eur"
            })
    void columnsOfPersonalDataAreKnownByTheirName(String column) {
        assertThat(PersonalNames.match(column)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_id",
                "height_cm",
                "basket_eur",
                "country",
                "signup_date",
                "orders",
                "product_name",
                "fileName",
                "satisfaction",
                "age",
                "shipping",
                "mailing",
                "",
                "_",
                "status",
                "amount",
                "rebirth"
            })
    void otherColumnsAreNot(String column) {
        assertThat(PersonalNames.match(column)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "+49 170 1234567",
                "0170/1234567",
                "(030) 123456",
                "DE89 3704 0044 0532 0130 00",
                "DE89370400440532013099",
                "4111 1111 1111 1111",
                "078-05-1120",
                "192.168.0.17",
                "Ada Lovelace",
                "Lovelace, Ada"
            })
    void personalDataIsKnownByItsLooksWhereverItStands(String value) {
        for (String type : new String[] {"NUMBER", "DATE", "IDENTIFIER", "TEXT"}) {
            assertThat(PersonalValues.match(value, type)).as(type).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.78,NUMBER",
        "98120.50,NUMBER",
        "'24,90',NUMBER",
        "-18,NUMBER",
        "1767225600000,NUMBER",
        "n/a,NUMBER",
        "170 cm,NUMBER",
        "C-000017,IDENTIFIER",
        "31.02.2021,DATE",
        "12 March 2021,DATE",
        "Österreich,CATEGORY",
        "United Kingdom,CATEGORY",
        "10115,TEXT",
        "SKU-1234/b,TEXT",
        "unknown,TEXT",
        "'',TEXT"
    })
    void whatAReviewerHasToSeeStays(String value, String type) {
        assertThat(PersonalValues.match(value, type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lovelace", "O’Brien", "please call me back", "李小龍"})
    void textThatSaysNothingEitherWayIsMasked(String value) {
        assertThat(PersonalValues.match(value, "TEXT")).isTrue();
        assertThat(PersonalValues.match(value, "")).isTrue();
    }

    @Test
    void aRowWithTheWrongNumberOfFieldsIsMaskedAltogether() {
        JsonNode masked = PersonalData.mask(sample());

        JsonNode ragged = masked.path("examples").get(4);

        assertThat(ragged.path("values"))
                .extracting(JsonNode::asText)
                .containsExactly("X-######", "Xxxxx Xxxxxx", "####-##-##");
        assertThat(ragged.at("/findings/0/value").asText()).isEqualTo("3 fields");
    }

    @Test
    void aBirthDateThatStandsInAnotherColumnIsMaskedToo() {
        ObjectNode report = (ObjectNode) sample();
        ObjectNode row = (ObjectNode) report.at("/examples/1");
        ((ObjectNode) row.at("/findings/1")).put("reason", "UNPARSABLE").put("value", "1985-12-10");
        row.withArray("values").set(4, row.textNode("1985-12-10"));

        JsonNode masked = PersonalData.mask(report).at("/examples/1");

        assertThat(masked.at("/values/4").asText()).isEqualTo("####-##-##");
        assertThat(masked.at("/findings/1/value").asText()).isEqualTo("####-##-##");
        assertThat(masked.at("/values/3").asText()).isEqualTo("181.2");
    }

    @Test
    void aReportWithoutColumnsShowsNoNames() {
        ObjectNode report = report("x", "TEXT", null, "Ada Lovelace");
        report.putArray("columns");

        assertThat(shown(PersonalData.mask(report))).isEqualTo("Xxx Xxxxxxxx");
    }

    @Test
    void theNumberThatARowWasFlaggedForIsShown() {
        JsonNode masked = PersonalData.mask(sample());

        assertThat(masked.at("/examples/0/findings/0/value").asText()).isEqualTo("1.78");
        assertThat(masked.at("/examples/0/findings/0/expected").asText()).contains("robust z-score");
        assertThat(masked.at("/examples/0/values"))
                .extracting(JsonNode::asText)
                .contains("1.78", "C-005217", "Xxx Xxxxxxxxx");
    }

    @Test
    void whatWouldGiveAMaskedNumberAwayIsLeftOut() {
        ObjectNode report = report("salary", "NUMBER", null, "98120");
        ((ObjectNode) report.at("/examples/0/findings/0")).put("expected", "10 to 90 (median 50, robust z-score 13.1)");
        ((ObjectNode) report.at("/columns/0"))
                .putObject("statistics")
                .put("min", 1)
                .put("max", 98120);
        ((ObjectNode) report.at("/columns/0"))
                .putObject("distribution")
                .putArray("values")
                .addObject()
                .put("value", "Ada")
                .put("count", 3);

        JsonNode masked = PersonalData.mask(report);

        assertThat(masked.at("/examples/0/findings/0/expected").asText()).isEqualTo("10 to 90");
        assertThat(masked.at("/columns/0/statistics/max").isNull()).isTrue();
        assertThat(masked.at("/columns/0/distribution/values/0/value").asText()).isEqualTo("Xxx");
    }

    /** What an example row does not show must not stand in a list of what is usual instead. */
    @Test
    void peopleAreNotListedAmongTheUsualValuesOfAnyColumn() {
        ObjectNode report = report("owner", "CATEGORY", null, "nobody");
        ((ObjectNode) report.at("/examples/0/findings/0"))
                .put("reason", "UNKNOWN_CATEGORY")
                .put("expected", "one of the 2 usual values (ada@example.com, ben@example.com)");
        ArrayNode values =
                ((ObjectNode) report.at("/columns/0")).putObject("distribution").putArray("values");
        values.addObject().put("value", "ada@example.com").put("count", 3);
        values.addObject().put("value", "sales").put("count", 2);

        JsonNode masked = PersonalData.mask(report);

        assertThat(masked.toString()).doesNotContain("ada@", "ben@").contains("one of the 2 usual values", "sales");
    }

    @Test
    void aReportSaysWhatIsMaskedInIt() {
        JsonNode masked = PersonalData.mask(sample());

        assertThat(PersonalData.isMasked(masked)).isTrue();
        assertThat(PersonalData.isMasked(sample())).isFalse();
        assertThat(masked.at("/examples/0/masked")).extracting(JsonNode::asInt).containsExactly(1, 2, 7);
    }

    @Test
    void whatIsNoReportStaysWhatItIs() {
        for (String text :
                new String[] {"[]", "7", "null", "{\"examples\": [3, {\"values\": 4}]}", "{\"columns\": 1}"}) {
            JsonNode json = Stage.json(text);

            assertThat(PersonalData.mask(json)).as(text).isNotNull();
        }
    }

    private static String shown(JsonNode report) {
        return report.at("/examples/0/values/0").asText();
    }

    private static JsonNode sample() {
        return Stage.json(new String(Stage.event("report.json"), StandardCharsets.UTF_8));
    }

    private static ObjectNode report(String column, String type, @Nullable Boolean personal, String value) {
        ObjectNode report = Json.mapper().createObjectNode();
        ObjectNode first =
                report.putArray("columns").addObject().put("name", column).put("type", type);
        if (personal != null) {
            first.put("personal", personal);
        }
        ObjectNode example = report.putArray("examples").addObject().put("row", 1);
        example.putArray("values").add(value);
        example.putArray("findings")
                .addObject()
                .put("column", column)
                .put("reason", "OUTLIER")
                .put("value", value)
                .put("expected", "something else");
        return report;
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().alpha().numeric().withChars(" .-@+/").ofMaxLength(30),
                Arbitraries.of("Ada Lovelace", "ada@example.com", "1985-12-10", "e\u0301", "n/a", "👍🏽", "٣٤"));
    }
}
