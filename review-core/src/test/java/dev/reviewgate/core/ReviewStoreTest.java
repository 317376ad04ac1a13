package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ReviewStoreTest {
    private static final ReviewId ID = Samples.request().reviewId();

    private final FakeS3 s3 = new FakeS3();
    private final ReviewStore store = new ReviewStore(s3, "reviews");

    @Test
    void aRecordComesBackAsItWasWritten() {
        ReviewRecord opened = open(Samples.KEY);

        assertThat(store.find(ID)).contains(opened);
        assertThat(store.decision(Samples.record())).isEmpty();
        assertThat(s3.content("reviews", "reviews/" + ID + "/request.json"))
                .contains(Samples.TOKEN)
                .doesNotContain(Samples.KEY.value());
    }

    @Test
    void aRecordWithFewerOrMoreFilesThanThisCodeKnowsOpensAllTheSame() {
        String written = Json.write(Samples.record());
        String newer = written.replace("\"evidence\":{", "\"evidence\":{\"notebook\":null,");
        String withPage = written.replace(
                "\"evidence\":{",
                "\"evidence\":{\"reportHtml\":"
                        + Json.write(Samples.record().evidence().file("report").orElseThrow()) + ",");

        assertThat(written).doesNotContain("reportHtml");
        assertThat(read(written)).isEqualTo(Samples.record());
        assertThat(read(newer).contentDigest()).isEqualTo(Samples.record().contentDigest());
        assertThat(read(withPage).evidence().reportHtml())
                .isEqualTo(Samples.record().evidence().report());
        assertThat(read(withPage).contentDigest()).isNotEqualTo(Samples.record().contentDigest());
        assertThat(read(Json.write(read(withPage)))).isEqualTo(read(withPage));
    }

    @Test
    void aReminderKeepsTheKeysOfOlderLinks() {
        LinkKey second = LinkKey.random(new SecureRandom());

        open(Samples.KEY);
        ReviewRecord reopened = open(second);

        assertThat(reopened.isOpenedBy(Samples.KEY)).isTrue();
        assertThat(reopened.isOpenedBy(second)).isTrue();
        assertThat(reopened.isOpenedBy(LinkKey.random(new SecureRandom()))).isFalse();
    }

    @Test
    void twoWritersDoNotLoseEachOthersKey() {
        LinkKey other = LinkKey.random(new SecureRandom());
        AtomicBoolean raced = new AtomicBoolean();
        s3.beforeEachCall(call -> {
            if (call.startsWith("PUT") && raced.compareAndSet(false, true)) {
                open(other);
            }
        });

        open(Samples.KEY);

        ReviewRecord record = store.find(ID).orElseThrow();
        assertThat(record.isOpenedBy(Samples.KEY)).isTrue();
        assertThat(record.isOpenedBy(other)).isTrue();
    }

    @Test
    void onlyTheFirstDecisionIsRecorded() {
        Decision approval = Samples.approval(ID);

        assertThat(store.record(Samples.record(), approval)).isTrue();
        assertThat(store.record(Samples.record(), Samples.rejection(ID))).isFalse();

        assertThat(store.decision(Samples.record())).contains(approval);
    }

    @Test
    void aFaultOfS3IsPassedOnAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        s3.beforeEachCall(call -> {
            calls.incrementAndGet();
            throw FakeS3.failure(503);
        });

        assertThatThrownBy(() -> open(Samples.KEY)).isInstanceOf(S3Exception.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aBrokenRecordIsReportedWithoutItsContent() {
        s3.putObject(
                b -> b.bucket("reviews").key("reviews/" + ID + "/request.json"),
                software.amazon.awssdk.core.sync.RequestBody.fromString(
                        "{\"taskToken\": [\"" + Samples.TOKEN + "\"]}"));

        assertThatThrownBy(() -> store.find(ID))
                .hasMessageContaining("cannot be read")
                .hasNoCause()
                .hasMessageNotContaining(Samples.TOKEN);
    }

    @Test
    void decisionsOfBothKindsComeBackAsTheyWere() {
        for (Decision decision : List.of(Samples.approval(ID), Samples.rejection(ID))) {
            assertThat(Decision.parse(decision.toJson())).isEqualTo(decision);
        }
        assertThat(Decision.parse(
                        Samples.approval(ID).taskOutput(Samples.request().config())))
                .isEqualTo(Samples.approval(ID));
        List<String> wrong = new ArrayList<>(List.of(
                "{}",
                "[]",
                "{\"decision\":\"MAYBE\"}",
                Json.write(Samples.approval(ID).toJson()).replace("CLEAN", "SOME"),
                Json.write(Samples.approval(ID).toJson()).replace("true", "false")));
        for (String json : wrong) {
            assertThatThrownBy(() -> Decision.parse(Json.mapper().readTree(json)))
                    .as(json)
                    .isInstanceOf(InvalidReviewRequest.class);
        }
    }

    @Test
    void aQuestionAfterADecisionIsOneOfItsOwn() {
        ReviewRecord first = open(Samples.KEY);
        store.record(first, Samples.rejection(ID));
        LinkKey other = LinkKey.random(new SecureRandom());

        ReviewRecord second = open(request("token of the second pass", 1, 0), other, Samples.NOW.plusSeconds(3600));

        assertThat(second.isOpenedBy(Samples.KEY)).isFalse();
        assertThat(second.isOpenedBy(other)).isTrue();
        assertThat(store.decision(second)).isEmpty();
        Decision decision = decided(Samples.NOW.plusSeconds(3700));
        assertThat(store.record(second, decision)).isTrue();
        assertThat(store.decision(second)).contains(decision);
        assertThat(store.record(second, decided(Samples.NOW.plusSeconds(3701)))).isFalse();
    }

    @Test
    void aQuestionAfterTheEndOfAnotherIsOneOfItsOwn() {
        open(Samples.KEY);

        ReviewRecord second = open(
                request("token of the second pass", 1, 0),
                LinkKey.random(new SecureRandom()),
                Samples.NOW.plusSeconds(86_400));

        assertThat(second.isOpenedBy(Samples.KEY)).isFalse();
        assertThat(second.firstOpenedAt()).isEqualTo(second.openedAt());
    }

    @Test
    void aRetryAndAReminderGoOnWithTheReview() {
        ReviewRecord first = open(request("of the first try", 1, 0), Samples.KEY, Samples.NOW);

        ReviewRecord retried =
                open(request("of the retry", 1, 1), LinkKey.random(new SecureRandom()), Samples.NOW.plusSeconds(5));
        ReviewRecord reminded = open(
                request("of the reminder", 2, 0), LinkKey.random(new SecureRandom()), Samples.NOW.plusSeconds(86_400));

        assertThat(retried.isOpenedBy(Samples.KEY)).isTrue();
        assertThat(reminded.isOpenedBy(Samples.KEY)).isTrue();
        assertThat(reminded.keyHashes()).hasSize(3);
        assertThat(reminded.firstOpenedAt()).isEqualTo(first.openedAt());
    }

    @Test
    void aRequestThatWasOvertakenDoesNotBringItsDeadTokenBack() {
        open(request("of the retry", 1, 1), Samples.KEY, Samples.NOW);

        assertThatThrownBy(() -> open(request("of the first try", 1, 0), Samples.KEY, Samples.NOW.plusSeconds(1)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("a later request has opened this review");
        assertThat(store.find(ID).orElseThrow().taskToken()).isEqualTo(new TaskToken("of the retry"));
    }

    @Test
    void twoQuestionsAtOnceUnderOneNameAreRefused() {
        open(Samples.KEY);
        ObjectNode other =
                Samples.gatePayload().put("taskToken", "of another item").put("subject", "Another item?");

        assertThatThrownBy(() -> open(ReviewRequest.parse(other), Samples.KEY, Samples.NOW.plusSeconds(1)))
                .isInstanceOf(AnotherReviewIsOpen.class)
                .hasMessage(
                        "another review of this execution is open under the stateName \"RequestReview\"; give each its own");
    }

    @Test
    void aQuestionThatIsAskedAgainKeepsItsLinksAndCountsDecisionsAnew() {
        open(request("before it was stopped", 1, 3), Samples.KEY, Samples.NOW);
        ObjectNode redriven =
                Samples.gatePayload().put("taskToken", "of the redrive").put("enteredTime", "2026-03-02T10:00:00Z");

        ReviewRecord again =
                open(ReviewRequest.parse(redriven), LinkKey.random(new SecureRandom()), Samples.NOW.plusSeconds(3600));

        assertThat(again.isOpenedBy(Samples.KEY)).isTrue();
        assertThat(again.isDecidedBy(decided(Samples.NOW.plusSeconds(1800)))).isFalse();
    }

    @Test
    void aRecordOfAnEarlierVersionIsReadAllTheSame() throws java.io.IOException {
        open(Samples.KEY);
        String key = "reviews/" + ID + "/request.json";
        ObjectNode stored = (ObjectNode) Json.mapper().readTree(s3.content("reviews", key));
        stored.remove(java.util.List.of("enteredTime", "retryCount", "requestedBy"));
        s3.putObject(
                b -> b.bucket("reviews").key(key),
                software.amazon.awssdk.core.sync.RequestBody.fromString(Json.write(stored.put("later", true))));

        assertThat(store.find(ID).orElseThrow().isOpenedBy(Samples.KEY)).isTrue();
    }

    private static ReviewRequest request(String token, int attempt, int retryCount) {
        return ReviewRequest.parse(Samples.gatePayload()
                .put("taskToken", token)
                .put("enteredTime", "2026-03-02T09:00:00Z")
                .put("attempt", attempt)
                .put("retryCount", retryCount));
    }

    private static Decision decided(Instant when) {
        Decision sample = Samples.approval(ID);
        return new Decision(
                sample.decision(), sample.publish(), sample.reviewer(), sample.comment(), when, sample.reviewId());
    }

    private ReviewRecord open(LinkKey key) {
        return open(Samples.request(), key, Samples.NOW);
    }

    private ReviewRecord open(ReviewRequest request, LinkKey key, Instant now) {
        return store.open(ID, earlier -> ReviewRecord.open(request, key, earlier, now));
    }

    /** Puts a text where the record is, and reads it as the functions do. */
    private ReviewRecord read(String json) {
        s3.putObject(b -> b.bucket("reviews").key("reviews/" + ID + "/request.json"), RequestBody.fromString(json));
        return store.find(ID).orElseThrow();
    }
}
