package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

        assertThat(page.text()).contains("and the rest");
        assertThat(json.json().at("/report/examples/0/values/0").textValue()).isEqualTo("? and the rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "{\"rows\": 1, \"flaggedRows\": 1}", "not JSON"})
    void whatIsNoReportStopsNobody(String stored) {
        Stage stage = stage(stored.getBytes(StandardCharsets.UTF_8));

        assertThat(stage.get("/approve").text()).contains("of a kind that this page does not know");
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
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
