package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class OnItsWayTest {
    private static final Duration SLACK = Duration.ofMillis(2300);

    @Test
    void aPageThatIsOpenedWhileSomebodyDecidesSaysSo() {
        Stage stage = Stage.open();
        List<Answer> visits = new ArrayList<>();
        stage.tasks.beforeNext(() -> {
            visits.add(stage.get("/approve"));
            visits.add(stage.send(Events.wantingJson(Events.get("/review"))));
        });

        stage.approve("ALL", "Ada");

        assertThat(visits.get(0).status()).isEqualTo(200);
        assertThat(visits.get(0).text()).contains("Ada is deciding");
        assertThat(visits.get(0).page().select("form")).isEmpty();
        JsonNode json = visits.get(1).json();
        assertThat(json.get("state").textValue()).isEqualTo("DECIDING");
        assertThat(json.at("/deciding/reviewer/name").textValue()).isEqualTo("Ada");
        assertThat(json.at("/deciding/reviewer/verified").booleanValue()).isFalse();
        assertThat(json.at("/deciding/decision").textValue()).isEqualTo("APPROVED");
        assertThat(stage.get("/approve").text()).contains("Approved", "Ada");
    }

    @Test
    void aDecisionThatCameToNothingIsForgottenAfterAMinute() {
        Stage stage = Stage.open();
        throttle(stage);
        stage.approve("ALL", "Ada");

        Answer soon = stage.get("/approve");
        stage.clock.set(stage.clock.instant().plusSeconds(61));
        Answer later = stage.get("/approve");

        assertThat(soon.text()).contains("Ada is deciding");
        assertThat(later.page().select("form[action=/approve]")).hasSize(1);
    }

    @Test
    void nobodyWaitsForADecisionThatCameTooLate() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> stage.tasks.stopWaiting());

        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(409);

        assertThat(stage.get("/approve").text()).doesNotContain("is deciding");
    }

    @Test
    void somebodyElseMayDecideMeanwhile() {
        Stage stage = Stage.open();
        throttle(stage);
        stage.approve("ALL", "Ada");

        Answer other = stage.reject("Grace Hopper", "Heights are in metres.");

        assertThat(other.status()).isEqualTo(200);
        assertThat(stage.get("/review").text()).contains("Rejected", "Grace Hopper");
    }

    @Test
    void whoeverComesSecondDoesNotHideTheFirst() {
        Stage stage = Stage.open();
        throttle(stage);
        stage.approve("ALL", "Ada");
        throttle(stage);
        stage.reject("Grace Hopper", "No.");

        assertThat(stage.get("/review").text()).contains("Ada is deciding").doesNotContain("Grace");
    }

    @Test
    void aClickAfterTheCloseIsNoDecisionOnItsWay() {
        Stage stage = Stage.open();
        stage.clock.set(stage.record().closesAt().plusSeconds(1));
        stage.tasks.stopWaiting();
        stage.approve("ALL", "Ada");

        assertThat(stage.get("/approve").status()).isEqualTo(410);
    }

    @Test
    void aNoteThatCannotBeWrittenOrReadStopsNobody() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.endsWith("deciding.json")) {
                throw FakeS3.failure(503);
            }
        });

        assertThat(stage.get("/approve").page().select("form[action=/approve]")).hasSize(1);
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
        assertThat(stage.log()).contains("it cannot be shown that a decision is on its way");
    }

    @Test
    void aNoteThatIsNoneStopsNobody() {
        Stage stage = Stage.open();
        stage.put(Stage.BUCKET, "reviews/" + Stage.ID + "/deciding.json", "{".getBytes(StandardCharsets.UTF_8));

        assertThat(stage.get("/approve").status()).isEqualTo(200);
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @Test
    void whoeverHasNoTimeToWaitIsToldWhoIsDeciding() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.notes.deciding(
                stage.record(), new Deciding(Reviewer.byLink("Ada"), Verdict.APPROVED, stage.clock.instant()));

        Upshot upshot = stage.approve(People.BEN, Publish.ALL, SLACK);

        assertThat(upshot).isInstanceOf(Upshot.BeingDecided.class);
        assertThat(upshot.text()).startsWith("Ada is deciding at this moment.");
        assertThat(stage.clock.slept()).isLessThan(SLACK);
    }

    @Test
    void whoeverHasNoTimeToWaitIsNotSentInCirclesWhereNobodyDecides() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();

        assertThat(stage.approve(People.BEN, Publish.ALL, SLACK)).isEqualTo(new Upshot.Closed(false));
        assertThat(stage.clock.slept()).isLessThan(SLACK);
    }

    @Test
    void aLostAnswerIsNotFollowedByASecondCallThatWouldComeTooLate() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            stage.clock.sleep(Duration.ofMillis(1500));
            throw SdkClientException.create("Read timed out");
        });

        Upshot upshot = stage.approve(People.BEN, Publish.ALL, SLACK);

        assertThat(upshot).isEqualTo(new Upshot.Busy(true));
        assertThat(stage.tasks.calls()).isEqualTo(1);
        assertThat(stage.log()).contains("a decision may have been accepted", "DecisionNotRecorded");
        assertThat(stage.approve(People.BEN, Publish.ALL, SLACK)).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void aDecisionIsNotSentWhereNobodyWouldBeToldWhatBecameOfIt() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.endsWith("deciding.json")) {
                stage.clock.sleep(Duration.ofMillis(700));
            }
        });

        Upshot upshot = stage.approve(People.BEN, Publish.ALL, SLACK);

        assertThat(upshot).isEqualTo(new Upshot.Busy(false));
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void anAcceptedDecisionIsRecordedEvenWhereThatIsLate() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> stage.clock.sleep(Duration.ofSeconds(3)));

        Upshot upshot = stage.approve(People.BEN, Publish.ALL, SLACK);

        assertThat(upshot).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().reviewer().id()).isEqualTo("U0BEN");
    }

    private static void throttle(Stage stage) {
        for (int i = 0; i < 2; i++) {
            stage.tasks.beforeNext(() -> {
                throw FakeTasks.failure(400, "ThrottlingException");
            });
        }
    }
}
