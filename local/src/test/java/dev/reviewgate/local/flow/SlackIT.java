package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackSubmission;
import dev.reviewgate.local.slack.SlackView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Decisions that people make in Slack, from the card to its last update. */
class SlackIT extends SlackFlowTest {
    @Test
    void cardSaysWhatIsWrongAndHasAButtonForEachAnswer() {
        String execution = flow.start(Flow.input());

        SlackMessage card = card(execution);

        assertThat(card.channel()).isEqualTo("C0REVIEWS");
        assertThat(card.shown()).contains("look wrong", "Flagged", "tests@example.com");
        assertThat(card.buttons()).containsExactly("approve", "approve_clean", "reject", "open");
        assertThat(flow.get(card.link("open")).statusCode()).isEqualTo(200);
        assertThat(card.blocks().findValuesAsText("value")).allMatch(value -> value.matches("[\\w-]{22}"));
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    @Test
    void approvalIsConfirmedInADialogAndEverybodySeesWhoMadeItAndWhy() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        SlackView asked = opens(ANNA, card, "approve_clean");
        assertThat(asked.shown()).contains("but the flagged rows");
        assertThat(asked.submit()).isEqualTo("Approve");

        SlackSubmission submission = submits(ANNA, asked, "The new tariff began.");

        assertThat(said(submission)).contains("Thank you");
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode decision = Flow.json(end.output()).path("decision");
        assertThat(decision.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(decision.path("comment").asText()).isEqualTo("The new tariff began.");
        assertThat(decision.path("reviewer"))
                .isEqualTo(Flow.json("{\"name\":\"anna\",\"id\":\"U0ANNA\",\"via\":\"slack\",\"verified\":true}"));
        SlackMessage updated = shows(card, "Approved");
        assertThat(updated.shown()).contains("<@U0ANNA>", "The new tariff began.");
        assertThat(updated.buttons()).isEmpty();
        assertThat(updated.earlier().get(0).shown()).isEqualTo(card.shown());
    }

    @Test
    void rejectionNeedsAReasonAndTellsIt() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        SlackView asked = opens(BEN, card, "reject");

        SlackSubmission silent = submits(BEN, asked, "");
        SlackSubmission told = submits(BEN, asked, "Wrong unit.");

        assertThat(silent.errors()).containsOnlyKeys("comment");
        assertThat(silent.view()).isEqualTo(asked);
        assertThat(said(told)).contains("Rejected", "Wrong unit.");
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(Flow.json(end.cause()).at("/reviewer/id").asText()).isEqualTo(BEN);
        SlackMessage updated = shows(card, "Rejected");
        assertThat(updated.shown()).contains("<@U0BEN>", "Wrong unit.");
        assertThat(updated.buttons()).isEmpty();
    }

    @Test
    void whoeverIsLateIsToldWhoDecided() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        SlackView late = opens(BEN, card, "reject");

        decides(ANNA, card, "approve", "");
        SlackSubmission second = submits(BEN, late, "No.");
        SlackView third = opens(CHLOE, card, "approve");

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(said(second)).contains("Approved", "<@U0ANNA>");
        assertThat(third.submit()).isEmpty();
        assertThat(third.shown()).contains("Approved", "<@U0ANNA>");
    }

    @Test
    void decisionOnThePageIsShownOnTheCard() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);

        flow.send(flow.open(flow.request(execution).approve())
                .by("Grace")
                .with("publish", "ALL")
                .with("comment", "Looks right."));

        SlackMessage updated = shows(card, "Approved");
        assertThat(updated.shown()).contains("Grace", "Looks right.");
        assertThat(updated.buttons()).isEmpty();
        flow.end(execution);
    }

    @Test
    void reminderAndFirstMessageBothWorkAndBothAreUpdated() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);
        String execution = flow.start(input);
        SlackMessage first = card(execution);
        flow.expire(execution);
        List<SlackMessage> cards = cards(execution, 3);
        SlackMessage reminder = cards.get(1);

        assertThat(cards).extracting(SlackMessage::channel).contains("C0ONCALL");
        assertThat(reminder.shown()).contains("Reminder");
        for (SlackMessage card : cards) {
            assertThat(flow.get(slack().now(card).link("open")).statusCode()).isEqualTo(200);
        }
        SlackView fromReminder = opens(BEN, reminder, "approve");
        SlackView fromFirst = opens(ANNA, first, "approve");
        assertThat(fromReminder.submit()).isEqualTo("Approve");
        assertThat(fromFirst.submit()).isEqualTo("Approve");
        submits(ANNA, fromFirst, "");

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(cards)
                .allSatisfy(
                        card -> assertThat(shows(card, "Approved").buttons()).isEmpty());
    }

    @Test
    void oneOfTwoApprovalsIsShownAndTheSecondDecides() {
        ObjectNode input = input(ANNA, BEN, CHLOE);
        input.withObject("/review").put("approvalsRequired", 2);
        String execution = flow.start(input);
        SlackMessage card = card(execution);

        SlackSubmission first = decides(ANNA, card, "approve", "");
        SlackMessage voted = shows(card, "<@U0ANNA> approved");
        SlackView again = opens(ANNA, card, "approve");
        boolean goesOn = flow.describe(execution).status() == ExecutionStatus.RUNNING;
        decides(BEN, voted, "approve_clean", "");

        assertThat(said(first)).contains("more");
        assertThat(voted.buttons()).contains("approve", "reject");
        assertThat(again.submit()).isEmpty();
        assertThat(again.shown()).contains("approved already");
        assertThat(goesOn).isTrue();
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode decision = Flow.json(end.output()).path("decision");
        assertThat(decision.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(decision.path("approvals").findValuesAsText("id")).containsExactlyInAnyOrder(ANNA, BEN);
        assertThat(shows(card, "Approved").buttons()).isEmpty();
    }

    @Test
    void ofThreeApprovalsAtOnceTwoAreEnoughAndNoneIsLost() {
        ObjectNode input = input(ANNA, BEN, CHLOE);
        input.withObject("/review").put("approvalsRequired", 2);
        String execution = flow.start(input);
        SlackMessage card = card(execution);
        record Asked(String user, SlackView view) {}
        List<Asked> asked = Stream.of(ANNA, BEN, CHLOE)
                .map(user -> new Asked(user, opens(user, card, "approve")))
                .toList();

        List<SlackSubmission> answers = asked.stream()
                .map(a -> CompletableFuture.supplyAsync(() -> submits(a.user(), a.view(), "")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(SlackSubmission::status).containsOnly(200);
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Flow.json(end.output()).at("/decision/approvals").findValuesAsText("id"))
                .hasSizeBetween(2, 3)
                .doesNotHaveDuplicates()
                .isSubsetOf(ANNA, BEN, CHLOE);
        assertThat(shows(card, "Approved").buttons()).isEmpty();
    }

    @Test
    void oneRejectionRejectsWhoeverHasApproved() {
        ObjectNode input = input(ANNA, BEN, CHLOE);
        input.withObject("/review").put("approvalsRequired", 3);
        String execution = flow.start(input);
        SlackMessage card = card(execution);
        decides(ANNA, card, "approve", "");

        decides(BEN, card, "reject", "Not yet.");

        assertThat(flow.end(execution).error()).isEqualTo("ReviewRejected");
        assertThat(shows(card, "Rejected").shown()).contains("<@U0BEN>", "Not yet.");
    }

    @Test
    void approvalAndRejectionAtOnceMakeOneDecision() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        SlackView approve = opens(ANNA, card, "approve");
        SlackView reject = opens(BEN, card, "reject");

        CompletableFuture<SlackSubmission> approval = CompletableFuture.supplyAsync(() -> submits(ANNA, approve, ""));
        CompletableFuture<SlackSubmission> rejection = CompletableFuture.supplyAsync(() -> submits(BEN, reject, "No."));
        List<SlackSubmission> answers = List.of(approval.join(), rejection.join());

        boolean approved = flow.end(execution).status() == ExecutionStatus.SUCCEEDED;
        String winner = approved ? ANNA : BEN;
        SlackMessage updated = shows(card, approved ? "Approved" : "Rejected");
        assertThat(updated.shown()).contains("<@" + winner + ">");
        assertThat(answers)
                .filteredOn(answer -> said(answer).contains("Thank you"))
                .hasSize(1);
        assertThat(said(answers.get(approved ? 0 : 1))).contains("Thank you");
    }

    @Test
    void cardOfAReviewThatNobodyDecidedSaysSo() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        flow.expire(execution);
        flow.end(execution);

        SlackMessage expired = shows(card, "Nobody decided");
        SlackView late = opens(ANNA, card, "approve");

        assertThat(expired.buttons()).isEmpty();
        assertThat(late.submit()).isEmpty();
        assertThat(late.title()).isEqualTo("Expired");
    }
}
