package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.model.view.View;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.slack.FakeSlack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** From a press to a decision and what everybody sees of it, with requests and answers as Slack's own library has them. */
class SlackDecisionsTest {
    private @Nullable SlackStage stage;

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void aConfirmedApprovalIsTheDecision() {
        SlackStage stage = open(SlackStage.open());

        stage.press("ANNA", "approve");
        View dialog = stage.dialog();
        ViewSubmissionResponse response = stage.submit("ANNA", dialog, "Known since Tuesday.");

        assertThat(dialog.getSubmit().getText()).isEqualTo("Approve");
        assertThat(stage.decision())
                .isEqualTo(new Decision(
                        Verdict.APPROVED,
                        Publish.ALL,
                        Reviewer.inSlack("ANNA", "U0ANNA"),
                        "Known since Tuesday.",
                        stage.clock.instant(),
                        Stage.ID));
        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(response.getResponseAction()).isEqualTo("update");
        assertThat(response.getView().getTitle().getText()).isEqualTo("Done");
        assertThat(response.getView().getSubmit()).isNull();
    }

    @Test
    void nothingIsDecidedBeforeItIsConfirmed() {
        SlackStage stage = open(SlackStage.open());

        for (String button : List.of("approve", "approve_clean", "reject", "open")) {
            stage.press("ANNA", button);
        }

        assertThat(stage.tasks.calls()).isZero();
        assertThat(stage.store.decision(stage.review())).isEmpty();
    }

    @Test
    void everyMessageShowsTheDecisionAndHasNoButtonsAnyMore() {
        SlackStage stage = open(SlackStage.open());

        stage.decide("ANNA", "approve_clean", "<!channel> it is *fine*");

        for (String ts : SlackStage.MESSAGES) {
            assertThat(stage.shown(ts))
                    .startsWith("Approved: 8.0 % of 100,000 customer rows look wrong")
                    .anyMatch(t -> t.startsWith("*Approved* by <@U0ANNA> in Slack, ")
                            && t.contains("Everything but the flagged rows is published.")
                            && t.endsWith(">&lt;!channel&gt; it is *fine*"))
                    .anyMatch(t -> t.contains("<https://abc123.execute-api.us-east-1.amazonaws.com/review?review="
                            + Stage.ID + "&amp;key=" + Stage.KEY.value() + "|Look at it>"))
                    .doesNotContain("(buttons)");
        }
        assertThat(stage.slack.calls("chat.update"))
                .extracting(c -> c.json().path("channel").asText())
                .containsExactlyInAnyOrder("C0REVIEWS", "C0ONCALL");
    }

    @Test
    void aRejectionNeedsAReason() {
        SlackStage stage = open(SlackStage.open());

        ViewSubmissionResponse without = stage.decide("BEN", "reject", "");
        ViewSubmissionResponse blank = stage.submit("BEN", stage.dialog(), " \n ");
        assertThat(stage.tasks.calls()).isZero();
        ViewSubmissionResponse with = stage.submit("BEN", stage.dialog(), "Heights are in metres.");

        assertThat(List.of(without, blank)).allSatisfy(r -> {
            assertThat(r.getResponseAction()).isEqualTo("errors");
            assertThat(r.getErrors()).containsOnlyKeys("comment");
        });
        assertThat(with.getResponseAction()).isEqualTo("update");
        assertThat(stage.decision().decision()).isEqualTo(Verdict.REJECTED);
        assertThat(stage.decision().comment()).isEqualTo("Heights are in metres.");
    }

    @Test
    void whoeverComesSecondIsToldWhoDecided() {
        SlackStage stage = open(SlackStage.open());
        stage.press("BEN", "reject");
        View bens = stage.dialog();
        stage.decide("ANNA", "approve", "");

        ViewSubmissionResponse response = stage.submit("BEN", bens, "Heights are in metres.");

        assertThat(response.getView().getTitle().getText()).isEqualTo("Already decided");
        assertThat(SlackStage.texts(response.getView())).anyMatch(t -> t.startsWith("*Approved* by <@U0ANNA>"));
        assertThat(stage.tasks.accepted()).hasSize(1);
    }

    @Test
    void whoeverConfirmsTwiceIsNotToldThatItWasSomebodyElse() {
        SlackStage stage = open(SlackStage.open());
        stage.decide("ANNA", "approve", "");

        ViewSubmissionResponse response = stage.submit("ANNA", stage.dialog(), "");

        assertThat(response.getView().getTitle().getText()).isEqualTo("Done");
    }

    @Test
    void aButtonOfAStaleMessageSaysWhatHappenedAndPutsTheMessageRight() {
        SlackStage stage = open(SlackStage.open());
        stage.store.record(stage.review(), Samples.approval(Stage.ID));

        stage.press("BEN", "approve");

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Already decided");
        assertThat(stage.dialog().getSubmit()).isNull();
        assertThat(SlackStage.texts(stage.dialog())).anyMatch(t -> t.contains("Ada Lovelace"));
        assertThat(stage.shown(SlackStage.MESSAGES.get(0))).doesNotContain("(buttons)");
        assertThat(stage.shown(SlackStage.MESSAGES.get(1))).doesNotContain("(buttons)");
    }

    @Test
    void aButtonThatIsPressedTooLateSaysSoAndPutsTheMessagesRight() {
        SlackStage stage = open(SlackStage.open());
        stage.clock.set(stage.review().closesAt());

        stage.press("ANNA", "approve");

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Expired");
        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .startsWith("Nobody decided: 8.0 % of 100,000 customer rows look wrong")
                .doesNotContain("(buttons)");
    }

    @Test
    void aDialogThatIsConfirmedTooLateSaysSo() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "approve");
        stage.clock.set(stage.review().closesAt());
        stage.tasks.stopWaiting();

        ViewSubmissionResponse response = stage.submit("ANNA", stage.dialog(), "");

        assertThat(response.getView().getTitle().getText()).isEqualTo("Expired");
        assertThat(stage.shown(SlackStage.MESSAGES.get(1)))
                .startsWith("Nobody decided: 8.0 % of 100,000 customer rows look wrong");
    }

    @Test
    void aReviewThatEndedOtherwiseIsShownAsClosed() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "approve");
        stage.tasks.stopWaiting();

        ViewSubmissionResponse response = stage.submit("ANNA", stage.dialog(), "");

        assertThat(response.getView().getTitle().getText()).isEqualTo("Closed");
        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .startsWith("Closed: 8.0 % of 100,000 customer rows look wrong")
                .doesNotContain("(buttons)");
    }

    /** A reminder may come with other evidence, and the message before it showed something else. */
    @Test
    void whatSomebodySawIsWhatTheyDecideOn() {
        SlackStage stage = open(SlackStage.open());
        BlockActionPayload early = stage.pressed("ANNA", "approve");
        stage.press("BEN", "approve");
        View bens = stage.dialog();
        stage.reopen(p -> p.put("attempt", 2).put("taskToken", "another").put("subject", "12.0 % look wrong"));

        stage.send(early);
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please look again");
        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .startsWith("12.0 % look wrong")
                .contains("(buttons)");
        assertThat(stage.submit("BEN", bens, "").getView().getTitle().getText()).isEqualTo("Please look again");
        assertThat(stage.tasks.calls()).isZero();

        assertThat(stage.decide("ANNA", "approve", "").getView().getTitle().getText())
                .isEqualTo("Done");
    }

    @Test
    void aButtonThatDoesNotSayWhatWasShownDecidesNothing() {
        SlackStage stage = open(SlackStage.open());
        BlockActionPayload press = stage.pressed("ANNA", "approve");
        press.getActions().get(0).setBlockId("somebody-elses");

        stage.send(press);

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please look again");
    }

    @Test
    void whoeverIsNotListedIsRefusedPolitely() {
        SlackStage stage = open(
                SlackStage.open(p -> p.putObject("policy").putArray("approvers").add("U0BEN")));

        stage.press("CHLOE", "approve");

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Not yours to decide");
        assertThat(stage.dialog().getSubmit()).isNull();
    }

    /** A dialog that was opened for one person, or by another version, must not let another in. */
    @Test
    void whoeverIsNotListedIsRefusedAtTheEndToo() {
        SlackStage stage = open(
                SlackStage.open(p -> p.putObject("policy").putArray("approvers").add("U0BEN")));
        stage.press("BEN", "approve");

        ViewSubmissionResponse response = stage.submit("CHLOE", stage.dialog(), "");

        assertThat(response.getView().getTitle().getText()).isEqualTo("Not yours to decide");
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void aMemberOfAListedGroupMayDecide() {
        SlackStage stage = open(
                SlackStage.open(p -> p.putObject("policy").putArray("approvers").add("S0LEADS")));

        stage.decide("ANNA", "approve", "");

        assertThat(stage.decision().reviewer().id()).isEqualTo("U0ANNA");
        assertThat(stage.slack.calls("usergroups.users.list"))
                .extracting(FakeSlack.Call::body)
                .containsOnly("usergroup=S0LEADS");
    }

    @Test
    void whereSlackCannotSayWhoSomebodyIsNothingIsDecided() {
        SlackStage stage = open(
                SlackStage.open(p -> p.putObject("policy").putArray("approvers").add("S0LEADS")));
        stage.press("ANNA", "approve");
        View dialog = stage.dialog();
        for (FakeSlack.Reply fault :
                List.of(FakeSlack.status(500), FakeSlack.rateLimited(30), FakeSlack.error("missing_scope"))) {
            stage.slack.always("usergroups.users.list", fault);

            ViewSubmissionResponse response = stage.submit("ANNA", dialog, "Fine.");

            assertThat(response.getResponseAction()).isEqualTo("errors");
            assertThat(response.getErrors().get("comment")).contains("Please try again");
            assertThat(stage.tasks.calls()).isZero();
        }
        stage.press("ANNA", "approve");
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please try again");

        stage.slack.recover("usergroups.users.list");

        assertThat(stage.submit("ANNA", dialog, "Fine.").getView().getTitle().getText())
                .isEqualTo("Done");
    }

    @Test
    void whoeverAskedForTheReviewLeavesItToOthers() {
        SlackStage stage = open(SlackStage.open(p -> p.putObject("policy").put("requesterMayDecide", false)));
        stage.slack.always("users.info", user("etl@example.com"));

        stage.press("ETL", "approve");
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Not yours to decide");

        stage.slack.always("users.info", user("anna@example.com"));
        stage.press("ANNA", "approve");
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Approve");
    }

    @Test
    void whoseMailCannotBeSeenMayBeTheOneWhoAsked() {
        SlackStage stage = open(SlackStage.open(p -> p.putObject("policy").put("requesterMayDecide", false)));
        stage.slack.always("users.info", user(""));

        stage.press("ANNA", "approve");

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please try again");
        assertThat(stage.log()).contains("users:read.email");
    }

    @Test
    void anApprovalThatIsNotEnoughIsShownAndCountsOnce() {
        SlackStage stage = open(SlackStage.open(p -> p.putObject("policy").put("approvalsRequired", 2)));

        ViewSubmissionResponse first = stage.decide("ANNA", "approve_clean", "");
        assertThat(first.getView().getTitle().getText()).isEqualTo("Approved");
        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .startsWith("8.0 % of 100,000 customer rows look wrong")
                .anyMatch(t -> t.startsWith("*1 of 2 approvals*:\n• <@U0ANNA> approved without the flagged rows"))
                .contains("(buttons)");
        assertThat(stage.shown(SlackStage.MESSAGES.get(1)))
                .startsWith("Reminder 1 of 1: 8.0 % of 100,000 customer rows look wrong");
        assertThat(buttonUrls(stage))
                .containsExactly("https://abc123.execute-api.us-east-1.amazonaws.com/review?review=" + Stage.ID
                        + "&key=" + Stage.KEY.value());

        stage.press("ANNA", "approve");
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Approved already");
        assertThat(stage.tasks.calls()).isZero();

        ViewSubmissionResponse second = stage.decide("BEN", "approve", "");
        assertThat(second.getView().getTitle().getText()).isEqualTo("Done");
        assertThat(stage.decision().publish()).isEqualTo(Publish.CLEAN);
        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .anyMatch(t -> t.contains("• <@U0ANNA> approved without the flagged rows")
                        && t.contains("• <@U0BEN> approved, "))
                .doesNotContain("(buttons)");
    }

    @Test
    void whatIsUncertainCanBeSubmittedAgain() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "approve");
        Runnable busy = () -> {
            throw FakeTasks.failure(503, "ServiceUnavailable");
        };
        stage.tasks.beforeNext(busy);
        stage.tasks.beforeNext(busy);

        ViewSubmissionResponse response = stage.submit("ANNA", stage.dialog(), "Fine.");
        assertThat(response.getResponseAction()).isEqualTo("errors");
        assertThat(response.getErrors().get("comment")).contains("not certain");

        assertThat(stage.submit("ANNA", stage.dialog(), "Fine.")
                        .getView()
                        .getTitle()
                        .getText())
                .isEqualTo("Done");
        assertThat(stage.tasks.accepted()).hasSize(1);
    }

    @Test
    void aReviewThatCannotBeReadIsNotDecided() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "approve");
        View dialog = stage.dialog();
        BlockActionPayload press = stage.pressed("BEN", "approve");
        stage.s3.beforeEachCall(call -> {
            throw SdkClientException.create("connection reset");
        });

        ViewSubmissionResponse response = stage.submit("ANNA", dialog, "Fine.");
        stage.send(press);

        assertThat(response.getResponseAction()).isEqualTo("errors");
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please try again");
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void aReviewThatIsNotKeptAnyMoreSaysSo() {
        SlackStage stage = open(SlackStage.open());
        String gone = "A".repeat(22);
        stage.press("ANNA", "approve");
        View dialog = stage.dialog();
        dialog.setPrivateMetadata(dialog.getPrivateMetadata().replace(Stage.ID.value(), gone));
        BlockActionPayload press = stage.pressed("BEN", "approve");
        press.getActions().get(0).setValue(gone);

        assertThat(stage.submit("ANNA", dialog, "").getView().getTitle().getText())
                .isEqualTo("Not here any more");
        stage.send(press);
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Not here any more");
    }

    @Test
    void aTriggerThatIsTooOldIsAnsweredOtherwise() {
        SlackStage stage = open(SlackStage.open());
        stage.slack.always("views.open", FakeSlack.error("expired_trigger_id"));

        assertThat(stage.press("ANNA", "approve").status()).isEqualTo(200);

        FakeSlack.Call said = stage.slack.calls("response").get(0);
        assertThat(said.json().path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(said.json().path("text").asText()).contains("Please press the button again.");
        assertThat(said.authorization()).isNull();
    }

    @Test
    void aDecisionStandsWhereSlackTakesNoUpdates() {
        for (FakeSlack.Reply fault :
                List.of(FakeSlack.status(500), FakeSlack.rateLimited(30), FakeSlack.error("message_not_found"))) {
            try (SlackStage stage = SlackStage.open()) {
                stage.slack.always("chat.update", fault);

                ViewSubmissionResponse response = stage.decide("ANNA", "approve", "");

                assertThat(response.getView().getTitle().getText()).isEqualTo("Done");
                assertThat(stage.decision().reviewer().name()).isEqualTo("ANNA");
                assertThat(stage.log()).contains("a message in Slack was not updated");

                stage.slack.recover("chat.update");
                stage.press("BEN", "approve");
                assertThat(stage.shown(SlackStage.MESSAGES.get(0))).doesNotContain("(buttons)");
            }
        }
    }

    @Test
    void aClickOnThePageIsShownInSlackToo() {
        SlackStage stage = open(SlackStage.open());
        var form = Events.post(
                "/reject",
                "review",
                Stage.ID.value(),
                "key",
                Stage.KEY.value(),
                "evidence",
                stage.review().contentDigest(),
                "name",
                "Grace Hopper",
                "comment",
                "Heights are in metres.");

        assertThat(stage.send(form).status()).isEqualTo(200);

        assertThat(stage.shown(SlackStage.MESSAGES.get(0)))
                .startsWith("Rejected: 8.0 % of 100,000 customer rows look wrong")
                .anyMatch(t -> t.contains("Grace Hopper (by link; the name is as typed, not verified)"))
                .doesNotContain("(buttons)");
    }

    @Test
    void noTokenAndNoKeyIsLogged() {
        SlackStage stage = open(SlackStage.open());

        stage.decide("ANNA", "approve", "A comment of Anna's.");

        assertThat(stage.log())
                .doesNotContain(Samples.TOKEN)
                .doesNotContain(Stage.KEY.value())
                .doesNotContain("xoxb")
                .doesNotContain("A comment of Anna's.");
    }

    @Test
    void slackThatHangsKeepsNobodyWaitingForMoreThanThreeSeconds() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "approve");
        View dialog = stage.dialog();
        stage.slack.always("chat.update", stage.silence());
        Instant start = stage.clock.instant();

        ViewSubmissionResponse response = stage.submit("ANNA", dialog, "");

        assertThat(passed(stage, start)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2900));
        assertThat(response.getView().getTitle().getText()).isEqualTo("Done");
    }

    @Test
    void aDialogThatSlackDoesNotOpenIsGivenUpInTime() {
        SlackStage stage = open(SlackStage.open());
        stage.press("ANNA", "open");
        stage.slack.always("views.open", stage.silence());
        Instant start = stage.clock.instant();

        stage.press("ANNA", "approve");

        assertThat(passed(stage, start)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2600));
        assertThat(stage.slack.calls("response")).hasSize(1);
    }

    @Test
    void aDirectoryThatHangsLeavesTimeToSaySo() {
        SlackStage stage = open(
                SlackStage.open(p -> p.putObject("policy").putArray("approvers").add("S0LEADS")));
        stage.slack.always("usergroups.users.list", stage.silence());
        Instant start = stage.clock.instant();

        stage.press("ANNA", "approve");

        assertThat(passed(stage, start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Please try again");
    }

    private static Duration passed(SlackStage stage, Instant start) {
        return Duration.between(start, stage.clock.instant());
    }

    private SlackStage open(SlackStage opened) {
        stage = opened;
        return opened;
    }

    private static List<String> buttonUrls(SlackStage stage) {
        FakeSlack.Call update = stage.slack.calls("chat.update").get(0);
        return update.json().findValues("url").stream().map(u -> u.asText()).toList();
    }

    private static FakeSlack.Reply user(String email) {
        return FakeSlack.json(
                "{\"ok\": true, \"user\": {\"id\": \"U0X\", \"name\": \"somebody\", \"profile\": {\"email\": \"" + email
                        + "\"}}}");
    }
}
