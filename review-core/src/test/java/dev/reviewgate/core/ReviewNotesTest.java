package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewNotesTest {
    private static final ReviewRecord REVIEW = Samples.record();

    private final FakeS3 s3 = new FakeS3();
    private final ReviewNotes notes = new ReviewNotes(s3, "reviews");

    @Test
    void aPersonHasOneVote() {
        notes.vote(REVIEW, vote("U0ANNA", Publish.ALL));
        Ballot again = notes.vote(REVIEW, vote("U0ANNA", Publish.CLEAN));

        assertThat(again.votes()).containsExactly(vote("U0ANNA", Publish.ALL));
        assertThat(again.hasVoteOf(Reviewer.inSlack("Anna Other", "U0ANNA"))).isTrue();
        assertThat(again.hasVoteOf(Reviewer.byIam("Anna", "U0ANNA"))).isFalse();
        assertThat(notes.ballot(REVIEW)).isEqualTo(again);
    }

    @Test
    void nobodysVoteIsLostWhereManyVoteAtOnce() {
        List<CompletableFuture<Ballot>> votes = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> notes.vote(REVIEW, vote("U0" + i, Publish.ALL))))
                .toList();

        List<Integer> counted =
                votes.stream().map(v -> v.join().votes().size()).sorted().toList();

        assertThat(notes.ballot(REVIEW).votes()).hasSize(10);
        assertThat(counted).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void oneWhoAsksForLessIsEnough() {
        notes.vote(REVIEW, vote("U0ANNA", Publish.ALL));

        assertThat(notes.ballot(REVIEW).publish()).isEqualTo(Publish.ALL);
        assertThat(notes.vote(REVIEW, vote("U0BEN", Publish.CLEAN)).publish()).isEqualTo(Publish.CLEAN);
    }

    @Test
    void anEndIsToldOnceAndWhatWasToldIsKept() {
        assertThat(notes.told(REVIEW)).isEmpty();

        assertThat(notes.telling(REVIEW, true, "The copy failed.")).isTrue();
        assertThat(notes.telling(REVIEW, false, "All is well.")).isFalse();

        assertThat(notes.told(REVIEW)).contains(new Told(REVIEW.firstOpenedAt(), true, "The copy failed."));
        ReviewRecord later = ReviewRecord.open(
                Samples.request(), Samples.KEY, Optional.empty(), Samples.NOW.plusSeconds(7 * 86_400));
        assertThat(notes.told(later)).isEmpty();
        assertThat(notes.telling(later, false, "")).isTrue();
    }

    @Test
    void votesOnAnotherQuestionDoNotCount() {
        notes.vote(REVIEW, vote("U0ANNA", Publish.ALL));
        ReviewRecord later = ReviewRecord.open(
                Samples.request(), Samples.KEY, Optional.empty(), Samples.NOW.plusSeconds(7 * 86_400));

        assertThat(notes.ballot(later).votes()).isEmpty();
        assertThat(notes.vote(later, vote("U0BEN", Publish.ALL)).votes()).hasSize(1);
    }

    @Test
    void aDecisionOnItsWayIsThatOfThisReview() {
        Deciding deciding = new Deciding(Reviewer.byLink("Ada"), Verdict.APPROVED, Samples.NOW.plusSeconds(5));

        notes.deciding(REVIEW, deciding);

        assertThat(notes.deciding(REVIEW)).contains(deciding);
        assertThat(notes.deciding(ReviewRecord.open(
                        Samples.request(), Samples.KEY, Optional.empty(), Samples.NOW.plusSeconds(3600))))
                .isEmpty();
    }

    @Test
    void messagesAreThoseWhoseLinksOpenThisReview() {
        PostedMessage first = new PostedMessage("C0REVIEWS", "1700000000.000100", 1, Samples.KEY);
        PostedMessage foreign = new PostedMessage("C0REVIEWS", "1", 1, LinkKey.random(new SecureRandom()));

        notes.posted(REVIEW, List.of(foreign));
        notes.posted(REVIEW, List.of(first));

        assertThat(notes.messages(REVIEW)).containsExactly(first);
        assertThat(first.toString()).doesNotContain(Samples.KEY.value());
    }

    @Test
    void everyLookIsKept() {
        notes.looked(REVIEW, new Look("Ada", Samples.NOW.plusSeconds(60)));
        notes.looked(REVIEW, new Look("Grace", Samples.NOW.plusSeconds(90)));

        assertThat(notes.looks(REVIEW)).extracting(Look::name).containsExactly("Ada", "Grace");
    }

    @Test
    void theApprovalsOfADecisionComeBackWithoutTheirComments() {
        Decision decision = new Decision(
                Verdict.APPROVED,
                Publish.CLEAN,
                Reviewer.inSlack("Ben", "U0BEN"),
                "Fine.",
                Instant.parse("2026-03-02T09:30:00Z"),
                REVIEW.reviewId(),
                List.of(vote("U0ANNA", Publish.ALL), vote("U0BEN", Publish.CLEAN)));

        Decision read = Decision.parse(decision.toJson());

        assertThat(read).isEqualTo(decision);
        assertThat(read.approvals()).extracting(Vote::comment).containsOnly("");
        assertThat(decision.toJson().at("/reviewer/verified").booleanValue()).isTrue();
    }

    @Test
    void aDecisionOfAnEarlierVersionIsReadAsUnverified() throws Exception {
        String old = Json.write(Samples.approval(REVIEW.reviewId()).toJson())
                .replace("\"via\":\"link\",\"verified\":false", "\"via\":\"page\"");

        assertThat(Decision.parse(Json.mapper().readTree(old)).reviewer())
                .isEqualTo(new Reviewer("Ada Lovelace", null, "page", false));
    }

    private static Vote vote(String user, Publish publish) {
        return new Vote(Reviewer.inSlack("Name of " + user, user), publish, "I looked.", Samples.NOW.plusSeconds(30));
    }
}
