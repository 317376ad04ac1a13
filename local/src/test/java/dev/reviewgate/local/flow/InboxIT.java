package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.local.slack.SlackMessage;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The inbox page: what Slack shows, and a decision that is made there with nothing but its forms. */
class InboxIT extends SlackFlowTest {
    @Test
    void rejectionIsMadeWithTheFormsOfThePage() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        Form click = form(message("U0BEN", card), "form").with("action", "reject");

        String dialog = opens(click);
        Document asked = Jsoup.parse(local(dialog).body(), flow.stack().apiUrl());
        Form submission = form(asked, "[role=dialog] form");
        String refused = follow(flow.send(submission.with("f.comment", " ")));
        Document again = Jsoup.parse(local(refused).body());
        String taken = follow(flow.send(submission.with("f.comment", "Wrong <b>unit</b>.")));
        Document done = Jsoup.parse(local(taken).body());
        shows(card, "Rejected");
        Element updated = message("U0BEN", card);

        assertThat(dialog).startsWith("/_local/slack/views/");
        assertThat(asked.select("textarea[required]")).hasSize(1);
        assertThat(again.select("[role=alert]").text()).contains("why");
        assertThat(again.select("textarea[aria-invalid]")).hasSize(1);
        assertThat(done.select("[role=dialog]").text()).contains("Rejected", "@Ben", "Wrong <b>unit</b>.");
        assertThat(done.select("[role=dialog] button")).isEmpty();
        assertThat(updated.text()).contains("updated", "Rejected", "@Ben", "Wrong <b>unit</b>.");
        assertThat(updated.select("button")).isEmpty();
        assertThat(updated.select("details").text()).contains("look wrong", "Approve");
        assertThat(flow.end(execution).error()).isEqualTo("ReviewRejected");
    }

    /** A button that could not open its dialog in time says so for one person, and is pressed again. */
    private String opens(Form click) {
        return Flow.eventually(
                "a dialog opens",
                () -> Optional.of(follow(flow.send(click)))
                        .filter(to -> to.startsWith("/_local/slack/views/"))
                        .filter(to -> !local(to).body().contains(TRY_AGAIN)));
    }

    @Test
    void buttonWithALinkLeadsThere() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);

        String to = follow(flow.send(form(message(ANNA, card), "form").with("action", "open")));

        assertThat(to).isEqualTo(card.link("open"));
        assertThat(flow.get(to).statusCode()).isEqualTo(200);
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    @Test
    void buttonThatIsGoneIsNotPressed() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        Form stale = form(message(ANNA, card), "form").with("action", "approve");
        decides(BEN, card, "approve", "");
        shows(card, "Approved");

        String to = follow(flow.send(stale));

        assertThat(Jsoup.parse(local(to.replaceFirst("#.*", "")).body())
                        .select("[role=alert]")
                        .text())
                .contains("updated in the meantime");
        flow.end(execution);
    }

    @Test
    void programReadsTheMessagesAndWhatTheySaidBefore() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        decides(ANNA, card, "approve", "Fine.");
        shows(card, "Approved");
        flow.end(execution);

        JsonNode found = Flow.json("null");
        for (JsonNode message : Flow.json(local("/_local/slack").body())) {
            found = message.path("ts").asText().equals(card.ts()) ? message : found;
        }

        assertThat(found.path("channel").asText()).isEqualTo("C0REVIEWS");
        assertThat(found.path("text").asText()).contains("Approved");
        assertThat(found.path("earlier").get(0).path("blocks")).isEqualTo(card.blocks());
    }

    @Test
    void anotherSitePressesNothing() {
        HttpResponse<String> answer = flow.send(
                "POST",
                flow.stack().apiUrl() + "/_local/slack/click",
                "user=U0ANNA&channel=C0REVIEWS&ts=1.000001&action=approve",
                "Origin",
                "https://website.example");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> local(String path) {
        HttpResponse<String> answer = flow.get(flow.stack().apiUrl() + path);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("default-src 'none'"))
                .startsWith("default-src 'none'");
        return answer;
    }

    private Element message(String user, SlackMessage card) {
        Document inbox = Jsoup.parse(
                local("/_local/inbox?as=" + user).body(), flow.stack().apiUrl());
        return Objects.requireNonNull(
                inbox.getElementById("m-C0REVIEWS-" + card.ts().replace('.', '-')));
    }

    private Form form(Element where, String selector) {
        Element form = Objects.requireNonNull(where.selectFirst(selector));
        return Form.in(form.outerHtml(), flow.stack().apiUrl());
    }

    private static String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
