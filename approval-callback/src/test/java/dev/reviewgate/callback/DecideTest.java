package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecideTest {
    @Test
    void anApprovalGivesTheConfigBackAndIsRecorded() {
        Stage stage = Stage.open();

        Answer answer = stage.send(Stage.event("approve.json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Approved", "Ada Lovelace", "everything");
        JsonNode output = output(stage);
        assertThat(output.get("is_manually_approved").booleanValue()).isTrue();
        assertThat(output.get("publish").textValue()).isEqualTo("ALL");
        assertThat(output.at("/reviewer/via").textValue()).isEqualTo("link");
        assertThat(output.at("/config/target").textValue()).isEqualTo("warehouse");
        assertThat(stage.decision().publish()).isEqualTo(Publish.ALL);
        assertThat(stage.s3.content(Stage.BUCKET, "reviews/" + Stage.ID + "/decision.json"))
                .doesNotContain("config");
    }

    @Test
    void whatAPersonTypedArrivesLetterForLetter() {
        Stage stage = Stage.open();

        stage.send(Stage.event("approve-clean.json"));

        assertThat(stage.decision().publish()).isEqualTo(Publish.CLEAN);
        assertThat(stage.decision().reviewer().name()).isEqualTo("Zoë Ångström");
        assertThat(stage.decision().comment())
                .isEqualTo("Unit mix-up, known since Tuesday.\nThe clean rows are fine. 👍");
        assertThat(output(stage).get("comment").textValue())
                .isEqualTo(stage.decision().comment());
    }

    @Test
    void aRejectionFailsTheTaskWithItsReasonAndWithoutTheConfig() {
        Stage stage = Stage.open();

        Answer answer = stage.send(Stage.event("reject.json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stage.tasks.accepted())
                .singleElement()
                .asString()
                .startsWith("FAILURE ReviewRejected {")
                .contains("\"is_manually_rejected\":true", "Heights are in metres & feet")
                .doesNotContain("config", "warehouse");
        assertThat(stage.decision().decision()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void aConfigOf200KilobytesComesBackWhole() {
        ObjectNode config = Json.mapper().createObjectNode().put("blob", "ü".repeat(100_000));
        Stage stage = Stage.open(p -> p.set("config", config));

        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);

        assertThat(output(stage).get("config")).isEqualTo(config);
    }

    @Test
    void secondClickIsToldWhoDecided() {
        Stage stage = Stage.open();
        stage.send(Stage.event("approve.json"));

        Answer second = stage.reject("Grace Hopper", "Too late.");
        Answer visit = stage.get("/approve");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("before your click", "Ada Lovelace", "2026-03-02 09:20 UTC");
        assertThat(visit.status()).isEqualTo(200);
        assertThat(visit.text()).contains("Ada Lovelace", "everything");
        assertThat(stage.tasks.calls()).isEqualTo(1);
    }

    @Test
    void aDecisionOfAnEarlierVersionIsShownAsItWas() {
        Stage stage = Stage.open();
        ObjectNode older = Samples.approval(Stage.ID).toJson();
        ((ObjectNode) older.get("reviewer")).put("via", "page").remove("verified");
        stage.put(
                Stage.BUCKET,
                "reviews/" + Stage.ID + "/decision.json",
                older.toString().getBytes(StandardCharsets.UTF_8));

        Answer visit = stage.get("/approve");
        JsonNode json = stage.send(Events.wantingJson(Events.get("/approve"))).json();

        assertThat(visit.text()).contains("Approved", "Ada Lovelace");
        assertThat(json.at("/decision/reviewer/via").textValue()).isEqualTo("page");
        assertThat(json.at("/decision/reviewer/verified").booleanValue()).isFalse();
    }

    @Test
    void aLoserWaitsUntilTheWinnerHasWrittenDownWhatWasDecided() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.clock.atNextPause(
                () -> stage.clock.atNextPause(() -> stage.store.record(Samples.record(), Samples.approval(Stage.ID))));

        Answer answer = stage.reject("Grace Hopper", "Too late.");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("Ada Lovelace");
        assertThat(stage.clock.slept()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void ofManyConcurrentClicksExactlyOneDecides() throws InterruptedException, ExecutionException {
        Stage stage = Stage.open();
        stage.losersWait();
        ExecutorService people = Executors.newFixedThreadPool(16);

        List<Callable<Answer>> clicks = IntStream.range(0, 60)
                .<Callable<Answer>>mapToObj(i ->
                        () -> i % 2 == 0 ? stage.approve("ALL", "Person " + i) : stage.reject("Person " + i, "No."))
                .toList();
        List<Future<Answer>> answers = people.invokeAll(clicks);
        people.shutdown();

        String winner = stage.decision().reviewer().name();
        int decided = 0;
        for (Future<Answer> answer : answers) {
            decided += answer.get().status() == 200 ? 1 : 0;
            assertThat(answer.get().status()).isIn(200, 409);
            assertThat(answer.get().text()).contains(winner);
        }
        assertThat(decided).isEqualTo(1);
        assertThat(stage.tasks.accepted()).hasSize(1);
    }

    @Test
    void aDecisionBetweenTwoAttemptsLands() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.clock.set(Samples.NOW.plus(Duration.ofDays(1)).plusSeconds(1200));
        stage.clock.atNextPause(
                () -> stage.reopen(p -> p.put("attempt", 2).put("taskToken", "the-token-of-the-reminder")));

        Answer answer = stage.approve("CLEAN", "Ada");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(stage.decision().reviewer().name()).isEqualTo("Ada");
    }

    @Test
    void aReminderThatTakesLongerLetsTheFormTryAgain() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.clock.set(stage.record().attemptEndsAt().plusSeconds(1));

        Answer answer = stage.approve("CLEAN", "Ada & Co");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotEmpty();
        assertThat(answer.text()).contains("being reopened");
        assertThat(answer.page().select("input[name=name]").val()).isEqualTo("Ada & Co");
        assertThat(answer.page().select("input[name=publish][checked]").val()).isEqualTo("CLEAN");
        assertThat(stage.clock.slept()).isLessThanOrEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aReminderWithOtherEvidenceIsNotDecidedUnseen() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.clock.atNextPause(() ->
                stage.reopen(p -> p.put("attempt", 2).put("taskToken", "newer").put("subject", "Something else")));

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("has changed");
        assertThat(answer.page().select("a[href]").attr("href")).startsWith("/approve?review=");
        assertThat(stage.tasks.accepted()).isEmpty();
    }

    @Test
    void aClickAfterTheTimeoutIsToldSo() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();
        stage.clock.set(stage.record().closesAt().plusSeconds(1));

        Answer visit = stage.get("/approve");
        Answer click = stage.approve("ALL", "Ada");

        assertThat(visit.status()).isEqualTo(410);
        assertThat(click.status()).isEqualTo(410);
        assertThat(click.text()).contains("expired", "2026-03-04 09:20 UTC");
        assertThat(stage.clock.slept()).isLessThanOrEqualTo(Duration.ofMillis(2250));
    }

    @Test
    void theTaskMayEndALittleBeforeTheRecordSays() {
        Stage stage = Stage.open();
        stage.reopen(p -> p.put("attempt", 2).put("taskToken", "last"));
        stage.tasks.stopWaiting();
        stage.clock.set(stage.record().closesAt().minusSeconds(30));

        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(410);
    }

    @Test
    void aStoppedExecutionIsNotPassedOffAsAnybodysDecision() {
        Stage stage = Stage.open();
        stage.tasks.stopWaiting();

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("This click decided nothing", "stopped");
        assertThat(stage.clock.slept()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @Test
    void anApprovalOfSomethingElseThanWhatIsStoredIsRefused() {
        Stage stage = Stage.open(p -> ((ObjectNode) p.at("/evidence/report")).put("sha256", "a".repeat(64)));

        Answer page = stage.get("/approve");
        Answer approval = stage.approve("ALL", "Ada");

        assertThat(page.page().select("form")).isEmpty();
        assertThat(page.text()).contains("not what was announced");
        assertThat(approval.status()).isEqualTo(409);
        assertThat(stage.tasks.calls()).isZero();
        assertThat(stage.reject("Ada", "Changed.").status()).isEqualTo(200);
    }

    @Test
    void anApprovalOfAnOlderPageIsRefused() {
        Stage stage = Stage.open();
        byte[] older = Stage.event("approve.json");
        stage.reopen(p -> p.put("subject", "Another subject"));

        Answer answer = stage.send(older);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("look again");
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void aReportThatCannotBeReadStopsNobody() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.endsWith("report.json")) {
                throw FakeS3.failure(500);
            }
        });

        assertThat(stage.get("/approve").text()).contains("The report cannot be shown");
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @Test
    void aReportThatIsTooLargeIsNotRead() {
        Stage stage = new Stage();
        byte[] large = new byte[ReportReader.MAX_BYTES + 1];
        stage.put("datasets", "datasets/run-1/report.json", large);
        stage.reopen(p -> ((ObjectNode) p.at("/evidence/report")).put("sha256", Stage.sha256(large)));

        assertThat(stage.get("/approve").text()).contains("too large for this page");
    }

    private static JsonNode output(Stage stage) {
        String accepted = stage.tasks.accepted().get(0);
        assertThat(accepted).startsWith("SUCCESS ");
        return Stage.json(accepted.substring("SUCCESS ".length()));
    }
}
