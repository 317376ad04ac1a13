package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FaultsTest {
    @Test
    void aThrottledDecisionKeepsItsFormAndTryingAgainWorks() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> fail(400, "ThrottlingException"));
        stage.tasks.beforeNext(() -> fail(400, "ThrottlingException"));

        Answer busy = stage.reject("Grace Hopper", "Heights are in metres.\nPlease convert.");

        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("retry-after")).isEqualTo("5");
        assertThat(busy.page().select("input[name=name]").val()).isEqualTo("Grace Hopper");
        assertThat(busy.page().select("textarea").get(0).wholeText())
                .isEqualTo("Heights are in metres.\nPlease convert.");
        assertThat(stage.log()).contains("\"DecisionNotSent\":1").doesNotContain("DecisionNotRecorded");
        assertThat(stage.reject("Grace Hopper", "Heights are in metres.").status())
                .isEqualTo(200);
    }

    @Test
    void oneLostAnswerIsMadeUpForByASecondCall() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> fail(500, "InternalFailure"));

        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
        assertThat(stage.tasks.calls()).isEqualTo(2);
    }

    @Test
    void whoseAcceptedDecisionIsNotConfirmedIsToldTheTruth() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> {
            throw SdkClientException.create("Read timed out");
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("may have been the one that was accepted");
        JsonNode line = errorLine(stage);
        assertThat(line.at("/decision/reviewer/name").textValue()).isEqualTo("Ada");
        assertThat(line.path("DecisionNotRecorded").intValue()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsLoggedInFullBeforeTheTimeOfTheFunctionRunsOut() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> {
            throw SdkClientException.create("Read timed out");
        });
        List<String> written = new ArrayList<>();
        // The first pause comes before the second call; the second one is the first of the search for what happened.
        stage.clock.atNextPause(() -> stage.clock.atNextPause(() -> written.add(stage.log())));

        stage.approve("ALL", "Ada");

        assertThat(written)
                .singleElement()
                .asString()
                .contains("the answer of Step Functions was lost", "\"name\":\"Ada\"", "DecisionNotRecorded");
    }

    @Test
    void aLostAnswerDoesNotHideWhoReallyDecided() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            stage.tasks.stopWaiting();
            stage.store.record(Samples.record(), Samples.rejection(Stage.ID));
            throw SdkClientException.create("Connection reset");
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("Grace Hopper").doesNotContain("may have been");
        assertThat(stage.log()).contains("what became of a decision whose answer was lost is known", "Decided");
    }

    @Test
    void withoutAnyAnswerTheReviewerIsToldThatItIsNotCertain() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> fail(503, "ServiceUnavailable"));
        stage.tasks.beforeNext(() -> fail(503, "ServiceUnavailable"));

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("not certain");
        assertThat(errorLine(stage).at("/decision/decision").textValue()).isEqualTo("APPROVED");
    }

    @Test
    void aLostAnswerIsNotForgottenWhenTheSecondCallIsRefused() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> fail(500, "InternalFailure"));
        stage.tasks.beforeNext(() -> {});
        stage.tasks.beforeNext(() -> fail(400, "InvalidToken"));

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(answer.text()).contains("not certain");
        assertThat(errorLine(stage).at("/decision/reviewer/name").textValue()).isEqualTo("Ada");
    }

    @Test
    void aDecisionThatCannotBeRecordedStandsAndIsLoggedInFull() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.equals("PUT " + Stage.BUCKET + "/reviews/" + Stage.ID + "/decision.json")) {
                throw FakeS3.failure(503);
            }
        });

        Answer answer = stage.send(Stage.event("approve-clean.json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Approved", "Zoë Ångström");
        assertThat(stage.tasks.accepted()).hasSize(1);
        JsonNode line = errorLine(stage);
        assertThat(line.at("/decision/publish").textValue()).isEqualTo("CLEAN");
        assertThat(line.at("/decision/comment").textValue()).contains("Unit mix-up");
        assertThat(line.get("DecisionNotRecorded").intValue()).isEqualTo(1);
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").textValue())
                .isEqualTo("DecisionNotRecorded");
        assertThat(line.toString()).doesNotContain("config", "warehouse", Samples.TOKEN, Stage.KEY.value());
    }

    @Test
    void aDecisionThatTheAnnouncementRecordedFirstIsNoError() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> {
            String accepted = stage.tasks.accepted().get(0).replaceFirst("SUCCESS ", "");
            assertThat(stage.store.record(Samples.record(), Decision.parse(Stage.json(accepted))))
                    .isTrue();
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stage.log()).doesNotContain("DecisionNotRecorded", "ERROR");
    }

    @Test
    void nothingIsClaimedWhileTheRecordsCannotBeRead() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            stage.tasks.stopWaiting();
            stage.s3.beforeEachCall(call -> {
                throw FakeS3.failure(503);
            });
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("try again").doesNotContain("stopped", "Nothing was decided");
    }

    @Test
    void oneFailedLookDoesNotEndTheSearch() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            stage.tasks.stopWaiting();
            stage.store.record(Samples.record(), Samples.rejection(Stage.ID));
            stage.s3.beforeEachCall(call -> {
                throw FakeS3.failure(500);
            });
        });
        stage.clock.atNextPause(stage.s3::recover);

        assertThat(stage.approve("ALL", "Ada").text()).contains("Grace Hopper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidToken", "ValidationException", "InvalidOutput", "AccessDeniedException"})
    void aCallThatIsWrongIsAFaultOfOurs(String code) {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> fail(400, code));

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain(code);
        assertThat(errorLine(stage).get("why").textValue()).contains(code).doesNotContain("Step Functions answers");
    }

    @Test
    void aBucketThatDoesNotAnswerIsAReasonToTryAgain() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            throw FakeS3.failure(503);
        });

        Answer answer = stage.get("/approve");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
        stage.s3.recover();
        assertThat(stage.get("/approve").status()).isEqualTo(200);
    }

    @Test
    void anUnexpectedFailureShowsNothingOfItself() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            throw new IllegalStateException("the inner workings");
        });

        Answer answer = stage.get("/approve");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("inner workings", "IllegalState");
        assertThat(errorLine(stage).get("failure").textValue()).contains("inner workings");
    }

    @Test
    void anAcceptedDecisionThatCannotBeRenderedIsStillToldAsAccepted() {
        Stage stage = Stage.open(new Stage(FaultsTest::cannotRender), p -> {});

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("Your decision was accepted").doesNotContain("template");
        assertThat(errorLine(stage).get("failure").textValue()).contains("a template failed");
        assertThat(errorLine(stage).get("outcome").textValue()).isEqualTo("decided");
        assertThat(stage.logLines())
                .last()
                .extracting(l -> l.path("status").intValue())
                .isEqualTo(200);
    }

    @Test
    void aPageThatCannotBeRenderedIsAFaultAndClaimsNothing() {
        Stage stage = Stage.open(new Stage(FaultsTest::cannotRender), p -> {});

        Answer page = stage.get("/approve");
        Answer head =
                stage.send(Events.request("HEAD", "/approve", "review=" + Stage.ID + "&key=" + Stage.KEY.value()));
        stage.approve("ALL", "Ada");
        Answer second = stage.reject("Grace Hopper", "Too late.");

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.body()).contains("fault on our side").doesNotContain("accepted");
        assertThat(head.status()).isEqualTo(500);
        assertThat(head.body()).isEmpty();
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("decided before your click");
    }

    @Test
    void aDecisionThatMayHaveBeenAcceptedIsNotCalledUndecidedBecauseAReminderIsDue() {
        Stage stage = Stage.open();
        stage.clock.set(stage.record().attemptEndsAt().minusSeconds(5));
        stage.tasks.afterNext(() -> {
            throw SdkClientException.create("Read timed out");
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text())
                .contains("may have been the one that was accepted")
                .doesNotContain("Nothing is");
        assertThat(errorLine(stage).path("DecisionNotRecorded").intValue()).isEqualTo(1);
    }

    @Test
    void aNewerTokenProvesThatALostAnswerWasNoAcceptance() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            stage.tasks.stopWaiting();
            throw SdkClientException.create("Connection reset");
        });
        stage.clock.atNextPause(() -> stage.clock.atNextPause(
                () -> stage.reopen(p -> p.put("attempt", 2).put("taskToken", "newer"))));

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("Nothing is decided yet");
        assertThat(stage.log()).contains("what became of a decision whose answer was lost is known", "Reopened");
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @Test
    void pressingAgainAfterTwoLostAnswersIsNotToldThatNothingWasAccepted() {
        Stage stage = Stage.open();
        stage.tasks.afterNext(() -> fail(500, "InternalFailure"));
        stage.tasks.beforeNext(() -> {});
        stage.tasks.beforeNext(() -> fail(503, "ServiceUnavailable"));
        stage.approve("ALL", "Ada");

        Answer again = stage.approve("ALL", "Ada");

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text())
                .contains("This click decided nothing", "an earlier click", "look at the execution")
                .doesNotContain("Your decision was not accepted");
    }

    @Test
    void aTimeoutOfTheBucketIsAReasonToTryAgain() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            throw ApiCallTimeoutException.create(3000);
        });

        Answer answer = stage.get("/approve");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
    }

    @Test
    void aReportThatTakesTooLongIsLeftOut() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.endsWith("report.json")) {
                throw ApiCallTimeoutException.create(3000);
            }
        });

        assertThat(stage.get("/approve").text()).contains("The report cannot be shown");
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    private static Reply cannotRender(Request request, Outcome outcome) {
        throw new IllegalStateException("a template failed on " + request.path() + " " + outcome.status());
    }

    private static JsonNode errorLine(Stage stage) {
        return stage.logLines().stream()
                .filter(l -> l.get("level").textValue().equals("ERROR"))
                .findFirst()
                .orElseThrow();
    }

    private static void fail(int status, String code) {
        throw FakeTasks.failure(status, code);
    }
}
