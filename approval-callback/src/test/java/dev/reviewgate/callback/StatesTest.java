package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Whatever state a review is in, its page says so at once. */
class StatesTest {
    @Test
    void aPageThatWillSoonSayMoreLoadsItselfAgain() {
        Stage stage = Stage.open();
        notes(stage)
                .deciding(
                        stage.record(),
                        new Deciding(Reviewer.byLink("Ben <Okafor>"), Verdict.APPROVED, stage.clock.instant()));

        Answer answer = stage.get("/review");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.page().select(".state").text()).isEqualTo("Ben <Okafor> is deciding");
        assertThat(answer.header("refresh")).isEqualTo(Outcome.REFRESH);
        assertThat(Stage.open().get("/review").header("refresh")).isEmpty();
    }

    @Test
    void everyStateIsSaidWithASignAndAWord() {
        Stage stage = Stage.open();
        assertThat(state(stage.approve("CLEAN", "Ada"))).isEqualTo("Approved by you");
        assertThat(state(stage.get("/review"))).isEqualTo("Approved by Ada");
        assertThat(state(stage.reject("Grace", "No."))).isEqualTo("Approved by Ada");
        assertThat(state(Stage.open().reject("Grace", "No."))).isEqualTo("Rejected by you");

        Stage expired = Stage.open();
        expired.clock.set(Samples.NOW.plus(Duration.ofDays(3)));
        assertThat(state(expired.get("/review"))).isEqualTo("Expired");
        assertThat(expired.get("/review").text()).contains("8.0 % of 100,000 customer rows look wrong");

        Stage stopped = Stage.open();
        stopped.tasks.stopWaiting();
        assertThat(state(stopped.approve("ALL", "Ada"))).isEqualTo("Closed");
        assertThat(state(Stage.open().send(Stage.event("unknown-review.json")))).isEqualTo("Not found");
    }

    @Test
    void aReviewForKnownPeopleHasNoFormAndSaysWhereToDecide() {
        Stage stage = Stage.open(StatesTest::needTwo);

        for (String path : new String[] {"/review", "/approve", "/reject"}) {
            Document page = stage.get(path).page();

            assertThat(page.select("#decide form")).as(path).isEmpty();
            assertThat(page.select("#decide").text())
                    .as(path)
                    .contains(
                            "in Slack",
                            "./review-gate decide " + Stage.ID,
                            "2 people have to approve",
                            "0 of 2 approvals");
        }
    }

    @Test
    void whoHasApprovedIsShown() {
        Stage stage = Stage.open(StatesTest::needTwo);
        notes(stage)
                .vote(
                        stage.record(),
                        new Vote(Reviewer.inSlack("Anna <b>", "U0ANNA"), Publish.CLEAN, "", stage.clock.instant()));

        Document page = stage.get("/review").page();

        assertThat(page.select(".votes li").eachText())
                .containsExactly(
                        "Anna <b> approved (all but the flagged rows) verified in Slack, 2026-03-02 09:20 UTC",
                        "still missing");
    }

    @Test
    void theFirstButtonOfAFormWithSeveralDoesNothing() {
        Element first = Stage.open().get("/review").page().expectFirst(".decide form button");

        assertThat(first.hasAttr("disabled")).isTrue();
        assertThat(first.hasAttr("hidden")).isTrue();
    }

    @Test
    void whatHappensIfNobodyDecidesIsSaidOnce() {
        Stage stage = Stage.open(payload -> payload.put("ifNobodyDecides", "Only the clean rows are published."));

        Document page = stage.get("/review").page();

        assertThat(page.select(".then").text()).isEqualTo("If nobody decides: Only the clean rows are published.");
        assertThat(page.text()).containsOnlyOnce("If nobody decides");
    }

    private static void needTwo(ObjectNode payload) {
        payload.putObject("policy").put("approvalsRequired", 2);
    }

    private static String state(Answer answer) {
        Element state = answer.page().expectFirst(".state");
        assertThat(state.select("svg.sign")).hasSize(1);
        return state.text();
    }

    private static ReviewNotes notes(Stage stage) {
        return new ReviewNotes(stage.s3, Stage.BUCKET);
    }
}
