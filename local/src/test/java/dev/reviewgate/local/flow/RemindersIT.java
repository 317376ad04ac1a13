package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.slack.SlackFault;
import dev.reviewgate.local.slack.SlackMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Reminders: who hears of them, which links work, and what becomes of every message in the end. */
class RemindersIT extends SlackFlowTest {
    @Test
    void theFirstLinkWorksAfterAReminderAndEveryMessageEndsUpDecided() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);
        String execution = flow.start(input);
        SlackMessage first = card(execution);
        flow.expire(execution);
        List<SlackMessage> cards = cards(execution, 3);
        assertThat(cards).hasSize(3).allMatch(card -> !card.buttons().isEmpty());
        assertThat(flow.message(execution, "review-escalated").text("email"))
                .startsWith("Those who were asked first have not decided yet, so you are asked as well.");

        flow.send(flow.open(first.link("open").replace("/review?", "/approve?"))
                .by("Ada")
                .with("publish", "CLEAN"));

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        for (SlackMessage card : cards) {
            SlackMessage now = shows(card, "The rows that were not flagged are published.");
            assertThat(now.shown()).contains("Ada");
            assertThat(now.buttons()).isEmpty();
        }
        assertThat(cards)
                .extracting(SlackMessage::channel)
                .containsExactlyInAnyOrder("C0REVIEWS", "C0REVIEWS", "C0ONCALL");
        SlackMessage reminder = cards.stream()
                .filter(card -> card.channel().equals("C0REVIEWS") && !card.ts().equals(first.ts()))
                .findFirst()
                .orElseThrow();
        assertThat(slack().replies(reminder))
                .singleElement()
                .satisfies(reply -> assertThat(reply.shown())
                        .isEqualTo("Approved by Ada (name as typed). The rows that were not flagged are published."));
        assertThat(slack().replies(first)).isEmpty();
    }

    @Test
    void whatSlackDidNotTakeAtFirstIsSentAgainByAnOperator() {
        slack().fail("chat.postMessage", SlackFault.serverError());
        String execution = flow.start(Flow.input());
        String review = flow.request(execution).reviewId();
        Flow.eventually(
                "Slack has refused",
                () -> Optional.of(flow.logged(review)).filter(log -> log.contains("a review request was not sent")));
        slack().recover();

        String resend = flow.stack().apiUrl() + "/operator/reviews/" + review + "/resend";
        JsonNode answer = Flow.json(flow.send("POST", resend, "", flow.signed("anna", "POST", resend, ""))
                .body());

        assertThat(answer.path("sns").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.path("slack").asBoolean()).as(answer.toString()).isTrue();
        SlackMessage card = card(execution);
        assertThat(card.shown()).contains("Sent again at the request of anna.");
        flow.send(flow.open(card.link("open").replace("/review?", "/approve?"))
                .by("Ada")
                .with("publish", "ALL"));
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
