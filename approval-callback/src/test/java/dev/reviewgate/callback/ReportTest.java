package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    @Property
    void anyTextIsShownFromItsBeginning(@ForAll("texts") String text) {
        String shown = Report.parse(report(text)).examples().get(0).values().get(0);

        if (shown.equals(text)) {
            return;
        }
        assertThat(shown).endsWith("…").hasSizeBetween(120, 121);
        assertThat(text).startsWith(shown.substring(0, shown.length() - 1));
        assertThat(Character.isHighSurrogate(shown.charAt(shown.length() - 2))
                        && Character.isLowSurrogate(text.charAt(shown.length() - 1)))
                .isFalse();
    }

    @Property(tries = 100)
    void anyTextInAReportLeavesItsReviewOpenToADecision(@ForAll("texts") String text) {
        Stage stage = stage(Json.write(report(text)).getBytes(StandardCharsets.UTF_8));

        assertThat(stage.get("/approve").status()).isEqualTo(200);
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @Test
    void halfOfASurrogatePairDoesNotFailTheAnswer() {
        Stage stage = stage(
                Json.write(report("@@@")).replace("@@@", "\\ud83d and the rest").getBytes(StandardCharsets.UTF_8));

        Answer page = stage.get("/approve");
        Answer json = stage.send(Events.wantingJson(Events.get("/approve")));

        assertThat(page.text()).contains("xxx xxx xxxx");
        assertThat(json.json().at("/report/examples/0/values/0").textValue()).isEqualTo("? xxx xxx xxxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "{\"rows\": 1, \"flaggedRows\": 1}", "not JSON"})
    void whatIsNoReportStopsNobody(String stored) {
        Stage stage = stage(stored.getBytes(StandardCharsets.UTF_8));

        assertThat(stage.get("/approve").text()).contains("of a kind that this page does not know");
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @Test
    void whatIsWrongWithTheFileAsAWholeIsSaidFirst() {
        Document page = stage(Stage.event("report.json")).get("/approve").page();

        assertThat(page.select(".evidence h2").eachText())
                .containsSubsequence(
                        "The file as a whole is not as expected",
                        "How much was flagged",
                        "Where it is wrong",
                        "How the numbers are spread",
                        "Example rows",
                        "Beside the last 5 published runs");
        assertThat(page.select(".whole li").eachText())
                .containsExactly(
                        "Shifted values: basket_eur population stability index 0.41; expected: below 0.25",
                        "Missing column: phone no such column; expected: one, as last time");
        assertThat(page.text()).contains("98,044 rows, screened 2026-11-21 09:00 UTC.");
    }

    @Test
    void whatIsSaidOfTheFileAsAWholeIsSaidOnce() {
        byte[] report = Stage.event("report.json");
        Stage stage = new Stage();
        stage.put("datasets", "datasets/run-1/report.json", report);
        stage.reopen(p -> {
            ((ObjectNode) p.at("/evidence/report")).put("sha256", Stage.sha256(report));
            p.withArray("facts")
                    .addObject()
                    .put("label", "The file as a whole")
                    .put("value", "phone: no such column, expected one, as last time");
        });

        Document page = stage.get("/approve").page();

        assertThat(page.select(".facts dt").eachText()).contains("Rows").doesNotContain("The file as a whole");
        assertThat(page.text()).containsOnlyOnce("no such column");
    }

    @Test
    void findingsBeyondTheFirstTwentyAreCounted() {
        String finding = "{\"check\": \"MISSING_COLUMN\", \"column\": \"c\", \"found\": \"f\", \"expected\": \"e\"}";
        String findings = String.join(",", Collections.nCopies(23, finding));
        String report = "{\"rows\": 1, \"flaggedRows\": 0, \"columns\": [], \"fileFindings\": [" + findings + "]}";

        Document page =
                stage(report.getBytes(StandardCharsets.UTF_8)).get("/approve").page();

        assertThat(page.select(".whole li"))
                .hasSize(21)
                .last()
                .satisfies(last -> assertThat(last.text()).isEqualTo("and 3 more"));
    }

    @Test
    void aShiftedColumnIsDrawnThoughNoneOfItsRowsIsFlagged() {
        String report = "{\"rows\": 900, \"flaggedRows\": 0, \"columns\": [" + column("moved", 0.25) + ", "
                + column("steady", 0.24) + "]}";

        Document page =
                stage(report.getBytes(StandardCharsets.UTF_8)).get("/approve").page();

        assertThat(page.select("figcaption").eachText()).containsExactly("moved");
    }

    private static String column(String name, double shift) {
        return "{\"name\": \"" + name + "\", \"flaggedRows\": 0, \"shift\": " + shift
                + ", \"histogram\": {\"from\": 0, \"to\": 2, \"counts\": [450, 450], \"below\": 0, \"above\": 0}}";
    }

    @Test
    void theReasonNamesTheValueWithoutScrollingToIt() {
        Document page = stage(Stage.event("report.json")).get("/approve").page();

        assertThat(page.select("td.why").get(0).text()).startsWith("height_cm outlier: 1.78 expected: 139.7 to 202.7");
        assertThat(page.select("td.why").eachText())
                .anyMatch(why -> why.contains("birth_date missing value expected:"));
    }

    @Test
    void everyReasonOfAReportIsSaidInWords() {
        Document page = stage(Stage.event("report.json")).get("/approve").page();

        assertThat(page.select(".share .ranked li").eachText())
                .startsWith(
                        "outlier 1,431 rows",
                        "not readable 215 rows",
                        "duplicate value 212 rows",
                        "missing value 170 rows")
                .contains(
                        "outside the declared range 29 rows",
                        "unknown category 17 rows",
                        "not as the declared pattern 96 rows",
                        "date in the future 41 rows",
                        "damaged encoding 38 rows");
    }

    @Test
    void onlyColumnsThatMovedAreNamed() {
        Document page = stage(Stage.event("report.json")).get("/approve").page();

        assertThat(page.select(".shifts li").eachText())
                .containsExactly("basket_eur 0.41, shifted", "newsletter 0.11, drifting");
        assertThat(page.select("figure svg").eachAttr("aria-label"))
                .contains(
                        "Histogram of basket_eur from 0 to 240; ordinary values lie between 3.9 and 188.2 (set on a log"
                                + " scale), the median is 27.1. 539 values flagged; 103 above 240.");
    }

    @Test
    void aReportOfVersion1HasNothingToSayOfTheFileAsAWhole() {
        Document page = Stage.open().get("/approve").page();

        assertThat(page.select(".evidence h2").eachText())
                .contains("How much was flagged", "Example rows")
                .doesNotContain("The file as a whole is not as expected", "Beside the last published run");
        assertThat(page.select(".whole")).isEmpty();
    }

    @Test
    void aColumnWithoutAFenceHasNoneDrawn() {
        ObjectNode report = (ObjectNode) Stage.json(new String(Stage.event("report.json"), StandardCharsets.UTF_8));
        ((ObjectNode) report.at("/columns/4/statistics")).putNull("lowerFence");
        ((ObjectNode) report.at("/columns/3/statistics")).putNull("upperFence").putNull("lowerFence");

        Document page = stage(Json.write(report).getBytes(StandardCharsets.UTF_8))
                .get("/approve")
                .page();

        assertThat(page.select("figure").get(1).select("line.limit")).hasSize(1);
        assertThat(page.select("figure svg").eachAttr("aria-label"))
                .anyMatch(label -> label.contains("basket_eur") && label.contains("; ordinary values lie below 188.2"))
                .anyMatch(label -> label.contains("height_cm") && label.contains("; no value is an outlier"));
    }

    private static Stage stage(byte[] report) {
        Stage stage = new Stage();
        stage.put("datasets", "datasets/run-1/report.json", report);
        stage.reopen(p -> ((ObjectNode) p.at("/evidence/report")).put("sha256", Stage.sha256(report)));
        return stage;
    }

    private static ObjectNode report(String text) {
        ObjectNode report = (ObjectNode) Stage.json(new String(Stage.resource("report.json"), StandardCharsets.UTF_8));
        ((ArrayNode) report.at("/examples/0/values")).set(0, text);
        ((ObjectNode) report.at("/columns/0")).put("name", text);
        return report;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> emoji = Arbitraries.integers().between(0, 200).map("👍"::repeat);
        Arbitrary<String> letters = Arbitraries.strings().alpha().ofMaxLength(200);
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(2000),
                Arbitraries.strings().ofMinLength(110).ofMaxLength(180),
                emoji,
                letters.flatMap(before -> emoji.map(after -> before + after)));
    }
}
