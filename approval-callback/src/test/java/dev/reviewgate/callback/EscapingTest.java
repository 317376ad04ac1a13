package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class EscapingTest {
    private static final String PLAIN = "plain";

    @Property(tries = 60)
    void textNeverBecomesMarkup(@ForAll("nasty") String text) {
        Document expected = open(PLAIN).get("/approve").page();

        Document page = open(text).get("/approve").page();

        assertThat(skeleton(page)).isEqualTo(skeleton(expected));
        assertThat(page.select("h1").get(0).wholeText()).isEqualTo(text);
        assertThat(page.select("dt").get(0).wholeText()).isEqualTo(text);
        assertThat(page.select("td.why").get(0).wholeText()).contains(text);
        assertThat(page.select("td.bad").get(0).wholeText()).contains(text);
        assertThat(page.title()).contains(text.strip().replaceAll("\\s+", " "));
    }

    @Property(tries = 60)
    void whatWasTypedComesBackAsText(@ForAll("nasty") String text) {
        Stage stage = Stage.open();

        Document page = stage.reject(text + "x".repeat(100), text).page();

        assertThat(skeleton(page))
                .isEqualTo(skeleton(Stage.open().reject("x".repeat(101), PLAIN).page()));
        assertThat(page.select("#name").val()).isEqualTo((text + "x".repeat(100)).strip());
        assertThat(page.select("textarea").get(0).wholeText()).isEqualTo(text.strip());
    }

    @Property(tries = 60)
    void aDecisionIsShownAsItWasTyped(@ForAll("nasty") String text) {
        Document page = decided(text).get("/review").page();

        assertThat(skeleton(page))
                .isEqualTo(skeleton(decided(PLAIN).get("/review").page()));
        assertThat(page.select("dd").get(0).wholeText()).startsWith(text);
        assertThat(page.select("blockquote").get(0).wholeText()).isEqualTo(text);
    }

    @Test
    void markupInARowOfTheDatasetStaysText() {
        Stage stage = Stage.open();

        Answer page = stage.get("/approve");
        Answer revealed = stage.reveal("Ada");

        assertThat(page.page().select("script")).isEmpty();
        assertThat(page.text()).contains("<xxxxxx>xxxxx(#)</xxxxxx>");
        assertThat(revealed.page().select("script")).isEmpty();
        assertThat(revealed.text()).contains("<script>alert(1)</script>");
    }

    /** Returns the elements and attribute names of a page, in order: what must not depend on anybody's text. */
    private static String skeleton(Document page) {
        return page.getAllElements().stream().map(EscapingTest::element).collect(Collectors.joining(" "));
    }

    private static String element(Element element) {
        return element.tagName()
                + element.attributes().asList().stream()
                        .map(Attribute::getKey)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static Stage open(String text) {
        ObjectNode report = (ObjectNode) Stage.json(new String(Stage.resource("report.json"), StandardCharsets.UTF_8));
        ((ObjectNode) report.at("/columns/0")).put("name", text);
        ((ObjectNode) report.at("/columns/4")).put("name", text);
        ((ArrayNode) report.at("/examples/0/values")).set(0, text);
        ((ObjectNode) report.at("/examples/0/findings/0")).put("column", text).put("expected", text);
        // What is masked depends on the text; what is markup must not.
        report.path("columns").forEach(column -> ((ObjectNode) column).put("personal", false));
        byte[] bytes = report.toString().getBytes(StandardCharsets.UTF_8);
        Stage stage = new Stage();
        stage.put("datasets", "datasets/run-1/report.json", bytes);
        stage.reopen(p -> {
            ((ObjectNode) p.at("/evidence/report")).put("sha256", Stage.sha256(bytes));
            ((ObjectNode) p.at("/facts/0")).put("label", text).put("value", text);
            p.put("subject", text).put("requestedBy", text);
        });
        return stage;
    }

    private static Stage decided(String text) {
        Stage stage = Stage.open();
        stage.store.record(
                Samples.record(),
                new Decision(
                        Verdict.REJECTED, null, Reviewer.byLink(text), text, Samples.NOW.plusSeconds(3600), Stage.ID));
        return stage;
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("<>\"'&=;/\\`(){}!-$@%ab ")
                                .ofMinLength(1)
                                .ofMaxLength(40),
                        Arbitraries.of(
                                "</title><script>alert(1)</script>",
                                "\"><svg onload=alert(1)>",
                                "' autofocus onfocus='alert(1)",
                                "</textarea><script>",
                                "</style><img src=x>",
                                "<!--",
                                "]]>",
                                "&lt;b&gt;",
                                "javascript:alert(1)",
                                "${7*7}"))
                .filter(text -> !text.isBlank() && text.equals(text.strip()));
    }
}
