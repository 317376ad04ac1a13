package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QuorumTest {
    @Test
    void theWorkflowGoesOnWhenEnoughHaveApproved() {
        Stage stage = open(2);

        Upshot first = stage.approve(People.ANNA, Publish.ALL);
        Upshot second = stage.approve(People.BEN, Publish.ALL);

        assertThat(first).isInstanceOfSatisfying(Upshot.Voted.class, v -> {
            assertThat(v.again()).isFalse();
            assertThat(v.missing()).isEqualTo(1);
            assertThat(v.text())
                    .isEqualTo(
                            "Thank you, your approval counts. One more person has to approve before the workflow goes on.");
        });
        assertThat(second).isInstanceOf(Upshot.Decided.class);
        JsonNode output = output(stage);
        assertThat(output.at("/reviewer/id").textValue()).isEqualTo("U0BEN");
        assertThat(output.at("/reviewer/verified").booleanValue()).isTrue();
        assertThat(output.get("approvals")).hasSize(2);
        assertThat(output.at("/approvals/0/name").textValue()).isEqualTo("Anna");
        assertThat(stage.decision().approvals())
                .extracting(v -> v.reviewer().id())
                .containsExactly("U0ANNA", "U0BEN");
        assertThat(stage.onlookers.seen()).containsExactly("voted 1", "decided by Ben");
    }

    @Test
    void whatEverybodyWroteIsKeptAndNotOnlyTheLastComment() {
        Stage stage = open(2);

        stage.click(People.ANNA, approval(stage, "The import is known."), Clients.UNHURRIED);
        stage.click(People.BEN, approval(stage, ""), Clients.UNHURRIED);

        assertThat(stage.decision().comment()).isEqualTo("Anna: The import is known.");
        assertThat(output(stage).get("comment").textValue()).isEqualTo("Anna: The import is known.");
    }

    @Test
    void longCommentsAreShortenedUntilAllOfThemFit() {
        Stage stage = open(3);
        String long2000 = "x".repeat(Decision.MAX_COMMENT);

        stage.click(People.ANNA, approval(stage, long2000), Clients.UNHURRIED);
        stage.click(People.BEN, approval(stage, long2000), Clients.UNHURRIED);
        stage.click(People.CHLOE, approval(stage, "Fine."), Clients.UNHURRIED);

        assertThat(stage.decision().comment())
                .hasSizeLessThanOrEqualTo(Decision.MAX_COMMENT)
                .startsWith("Anna: xxx")
                .contains("…\nBen: xxx")
                .endsWith("…\nChloe: Fine.");
    }

    private static Choice approval(Stage stage, String comment) {
        return new Choice(Verdict.APPROVED, Publish.ALL.name(), comment, stage.digest());
    }

    @Test
    void oneWhoWantsLessIsEnoughToPublishLess() {
        Stage stage = open(3);

        stage.approve(People.ANNA, Publish.ALL);
        stage.approve(People.BEN, Publish.CLEAN);
        stage.approve(People.CHLOE, Publish.ALL);

        assertThat(stage.decision().publish()).isEqualTo(Publish.CLEAN);
        assertThat(output(stage).get("publish").textValue()).isEqualTo("CLEAN");
    }

    @Test
    void approvingTwiceChangesNothing() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);

        Upshot again = stage.approve(People.ANNA, Publish.CLEAN);

        assertThat(again).isInstanceOfSatisfying(Upshot.Voted.class, v -> {
            assertThat(v.again()).isTrue();
            assertThat(v.text()).startsWith("You have approved already. One more person has");
        });
        assertThat(stage.tasks.calls()).isZero();
        assertThat(stage.notes.ballot(stage.record()).votes())
                .singleElement()
                .extracting(Vote::publish)
                .isEqualTo(Publish.ALL);
    }

    @Test
    void oneRejectionIsEnoughAlsoOfSomebodyWhoHasApproved() {
        Stage stage = open(3);
        stage.approve(People.ANNA, Publish.ALL);
        stage.approve(People.BEN, Publish.ALL);

        Upshot second = stage.reject(People.ANNA, "I looked again.");

        assertThat(second).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.tasks.accepted()).singleElement().asString().startsWith("FAILURE ReviewRejected");
        assertThat(stage.decision().decision()).isEqualTo(Verdict.REJECTED);
    }

    @RepeatedTest(10)
    void ofThreeWhoApproveAtOnceTwoAreEnoughAndTheTaskIsAnsweredOnce() throws Exception {
        Stage stage = open(2);

        List<Upshot> upshots = atOnce(
                stage,
                () -> stage.approve(People.ANNA, Publish.ALL),
                () -> stage.approve(People.BEN, Publish.CLEAN),
                () -> stage.approve(People.CHLOE, Publish.ALL));

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(upshots).filteredOn(u -> u instanceof Upshot.Decided).hasSize(1);
        assertThat(upshots)
                .allMatch(u ->
                        u instanceof Upshot.Decided || u instanceof Upshot.Voted || u instanceof Upshot.DecidedBefore);
        Decision decision = stage.decision();
        assertThat(decision.approvals()).hasSizeGreaterThanOrEqualTo(2);
        boolean saidClean = decision.approvals().stream().anyMatch(v -> v.publish() == Publish.CLEAN);
        assertThat(decision.publish()).isEqualTo(saidClean ? Publish.CLEAN : Publish.ALL);
    }

    @RepeatedTest(10)
    void ofAnApprovalAndARejectionAtOnceOneCountsAndBothAreToldWhich() throws Exception {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);

        List<Upshot> upshots = atOnce(
                stage,
                () -> stage.approve(People.BEN, Publish.ALL),
                () -> stage.reject(People.CHLOE, "Heights are wrong."));

        assertThat(stage.tasks.accepted()).hasSize(1);
        Verdict accepted = stage.tasks.accepted().get(0).startsWith("SUCCESS") ? Verdict.APPROVED : Verdict.REJECTED;
        assertThat(stage.decision().decision()).isEqualTo(accepted);
        assertThat(upshots).filteredOn(u -> u instanceof Upshot.Decided).hasSize(1);
        assertThat(upshots)
                .filteredOn(u -> u instanceof Upshot.DecidedBefore)
                .singleElement()
                .extracting(u -> ((Upshot.DecidedBefore) u).decision().decision())
                .isEqualTo(accepted);
    }

    @Test
    void theNextClickMakesGoodWhatACrashAfterTheLastVoteLeftUndone() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);
        stage.tasks.beforeNext(() -> {
            throw new IllegalStateException("the function ends here");
        });
        assertThatThrownBy(() -> stage.approve(People.BEN, Publish.CLEAN)).hasMessageContaining("ends here");
        assertThat(stage.tasks.accepted()).isEmpty();

        Upshot next = stage.approve(People.ANNA, Publish.ALL);

        assertThat(next).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().publish()).isEqualTo(Publish.CLEAN);
        assertThat(stage.decision().approvals()).hasSize(2);
    }

    @Test
    void aVoteIsKeptWhereStepFunctionsIsBusyAndPressingAgainSendsIt() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);
        stage.tasks.beforeNext(() -> {
            throw FakeTasks.failure(400, "ThrottlingException");
        });
        stage.tasks.beforeNext(() -> {
            throw FakeTasks.failure(400, "ThrottlingException");
        });

        Upshot busy = stage.approve(People.BEN, Publish.ALL);
        Upshot again = stage.approve(People.BEN, Publish.ALL);

        assertThat(busy).isEqualTo(new Upshot.Busy(false));
        assertThat(again).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void votesOnAnEarlierQuestionOfTheSameStateDoNotCount() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);
        stage.clock.set(stage.record().closesAt().plusSeconds(60));
        stage.reopen(with(2).andThen(p -> p.put("taskToken", "of-the-next-question")));

        Upshot first = stage.approve(People.BEN, Publish.ALL);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Upshot.Voted.class, v -> assertThat(v.missing()).isEqualTo(1));
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void votesOnOtherEvidenceDoNotCount() {
        Stage stage = open(2);
        Choice older = new Choice(Verdict.APPROVED, "ALL", "", stage.digest());
        stage.approve(People.ANNA, Publish.ALL);
        stage.reopen(with(2).andThen(
                        p -> p.put("attempt", 2).put("taskToken", "newer").put("subject", "Another")));

        Upshot late = stage.click(People.CHLOE, older, Clients.UNHURRIED);
        Upshot first = stage.approve(People.BEN, Publish.ALL);

        assertThat(late).isInstanceOf(Upshot.ContentChanged.class);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Upshot.Voted.class, v -> assertThat(v.ballot().votes()).hasSize(1));
    }

    @Test
    void votesStayThroughAReminder() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);
        stage.clock.set(stage.record().attemptEndsAt());
        stage.tasks.stopWaiting();
        stage.reopen(with(2).andThen(p -> p.put("attempt", 2).put("taskToken", "of-the-reminder")));

        assertThat(stage.approve(People.BEN, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().approvals()).hasSize(2);
    }

    @Test
    void theVoteOfSomebodyWhomAReminderDoesNotNameAnyMoreDoesNotCount() {
        Consumer<ObjectNode> two = with(2);
        Stage stage = Stage.open(two.andThen(approvers("U0ANNA", "U0BEN", "U0CHLOE")));
        stage.approve(People.ANNA, Publish.ALL);
        stage.reopen(two.andThen(approvers("U0BEN", "U0CHLOE"))
                .andThen(p -> p.put("attempt", 2).put("taskToken", "of-the-reminder")));

        Upshot second = stage.approve(People.BEN, Publish.ALL);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Upshot.Voted.class, v -> assertThat(v.missing()).isEqualTo(1));
        assertThat(stage.tasks.accepted()).isEmpty();
        assertThat(stage.approve(People.CHLOE, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().approvals())
                .extracting(v -> v.reviewer().id())
                .containsExactly("U0BEN", "U0CHLOE");
    }

    private static Consumer<ObjectNode> approvers(String... ids) {
        return p -> List.of(ids).forEach(p.withObject("/policy").putArray("approvers")::add);
    }

    @Test
    void aReminderThatAsksMorePeopleIsNotAnsweredByFewer() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.ALL);
        stage.tasks.stopWaiting();
        stage.clock.atNextPause(
                () -> stage.reopen(with(3).andThen(p -> p.put("attempt", 2).put("taskToken", "of-the-reminder"))));

        Upshot upshot = stage.approve(People.BEN, Publish.ALL);

        assertThat(upshot).isInstanceOf(Upshot.ContentChanged.class);
        assertThat(stage.tasks.accepted()).isEmpty();
        assertThat(stage.approve(People.CHLOE, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void nobodyVotesOnAReviewThatIsOver() {
        Stage stage = open(2);
        stage.clock.set(stage.record().closesAt());

        assertThat(stage.approve(People.ANNA, Publish.ALL)).isInstanceOf(Upshot.Expired.class);
        assertThat(stage.s3.has(Stage.BUCKET, "reviews/" + Stage.ID + "/votes.json"))
                .isFalse();
    }

    @Test
    void aVoteThatCannotBeKeptIsNotClaimedToCount() {
        Stage stage = open(2);
        stage.s3.beforeEachCall(call -> {
            if (call.endsWith("votes.json") && call.startsWith("PUT")) {
                throw FakeS3.failure(503);
            }
        });

        assertThat(stage.approve(People.ANNA, Publish.ALL)).isEqualTo(new Upshot.Unavailable());
        stage.s3.recover();
        assertThat(stage.notes.ballot(stage.record()).votes()).isEmpty();
    }

    @Test
    void anIamCallerCountsOnlyWhereNamedAsAnApproverButMayAlwaysReject() {
        Stage stage = open(2);

        Upshot approval = stage.approve(People.OPERATOR, Publish.ALL);
        Upshot rejection = stage.reject(People.OPERATOR, "Not now.");

        assertThat(approval).isEqualTo(new Upshot.Refused(Refusal.DOES_NOT_COUNT));
        assertThat(rejection).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void twoSessionsOfARoleAreOneVoter() {
        Stage stage = Stage.open(with(2).andThen(p -> policy(p)
                .putArray("approvers")
                .add("arn:aws:iam::123456789012:role/team/Releases")
                .add("U0ANNA")));

        Upshot first = stage.approve(People.session("Releases", "monday"), Publish.ALL);
        Upshot second = stage.approve(People.session("Releases", "tuesday"), Publish.ALL);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Upshot.Voted.class, v -> assertThat(v.again()).isFalse());
        assertThat(second)
                .isInstanceOfSatisfying(
                        Upshot.Voted.class, v -> assertThat(v.again()).isTrue());
        assertThat(stage.approve(People.ANNA, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().approvals().get(0).reviewer().name()).isEqualTo("Releases (monday)");
    }

    @Test
    void aLinkDoesNotVote() {
        Stage stage = open(2);

        Answer answer = stage.approve("ALL", "Anna");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("A link shows it, and does not decide it.");
        assertThat(stage.s3.has(Stage.BUCKET, "reviews/" + Stage.ID + "/votes.json"))
                .isFalse();
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void programsSeeWhoHasApproved() {
        Stage stage = open(2);
        stage.approve(People.ANNA, Publish.CLEAN);

        JsonNode open = stage.send(Events.wantingJson(Events.get("/review"))).json();

        assertThat(open.at("/policy/approvalsRequired").intValue()).isEqualTo(2);
        assertThat(open.at("/policy/linksDecide").booleanValue()).isFalse();
        assertThat(open.at("/votes/0/name").textValue()).isEqualTo("Anna");
        assertThat(open.at("/votes/0/via").textValue()).isEqualTo("slack");
        assertThat(open.at("/votes/0/publish").textValue()).isEqualTo("CLEAN");
    }

    @Test
    void moreVotesThanADecisionListsAreCountedAllTheSame() {
        Stage stage = open(2);
        for (int i = 0; i < 12; i++) {
            Identity who = new Identity.Slack("U0" + i + "X", "Person " + i);
            stage.notes.vote(stage.record(), new Vote(who.reviewer(), Publish.ALL, "", stage.clock.instant()));
        }

        assertThat(stage.approve(People.ANNA, Publish.CLEAN)).isInstanceOf(Upshot.Decided.class);
        assertThat(stage.decision().approvals()).hasSize(10);
        assertThat(stage.decision().publish()).isEqualTo(Publish.CLEAN);
    }

    @Test
    void aVoteTakesNoLongerThanItMay() {
        Stage stage = open(2);
        stage.s3.beforeEachCall(call -> stage.clock.sleep(Duration.ofMillis(700)));

        Upshot upshot = stage.approve(People.ANNA, Publish.ALL, Duration.ofMillis(2300));

        assertThat(upshot).isEqualTo(new Upshot.Unavailable());
        assertThat(stage.tasks.calls()).isZero();
    }

    private static Stage open(int approvals) {
        return Stage.open(with(approvals));
    }

    private static Consumer<ObjectNode> with(int approvals) {
        return payload -> policy(payload).put("approvalsRequired", approvals);
    }

    private static ObjectNode policy(ObjectNode payload) {
        return payload.withObject("/policy");
    }

    @SafeVarargs
    private static List<Upshot> atOnce(Stage stage, Callable<Upshot>... clicks)
            throws InterruptedException, ExecutionException {
        stage.losersWait();
        ExecutorService people = Executors.newFixedThreadPool(clicks.length);
        CyclicBarrier together = new CyclicBarrier(clicks.length);
        try {
            List<Future<Upshot>> answers = new ArrayList<>();
            for (Callable<Upshot> click : clicks) {
                answers.add(people.submit(() -> {
                    together.await();
                    return click.call();
                }));
            }
            List<Upshot> upshots = new ArrayList<>();
            for (Future<Upshot> answer : answers) {
                upshots.add(answer.get());
            }
            return upshots;
        } finally {
            people.shutdownNow();
        }
    }

    private static JsonNode output(Stage stage) {
        return Stage.json(stage.tasks.accepted().get(0).substring("SUCCESS ".length()));
    }
}
