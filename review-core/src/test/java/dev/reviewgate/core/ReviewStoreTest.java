package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ReviewStoreTest {
    private static final ReviewId ID = Samples.request().reviewId();

    private final FakeS3 s3 = new FakeS3();
    private final ReviewStore store = new ReviewStore(s3, "reviews");

    @Test
    void aRecordComesBackAsItWasWritten() {
        ReviewRecord opened = open(Samples.KEY);

        assertThat(store.find(ID)).contains(opened);
        assertThat(store.decision(ID)).isEmpty();
        assertThat(s3.content("reviews", "reviews/" + ID + "/request.json"))
                .contains(Samples.TOKEN)
                .doesNotContain(Samples.KEY.value());
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

        assertThat(store.record(approval)).isTrue();
        assertThat(store.record(Samples.rejection(ID))).isFalse();

        assertThat(store.decision(ID)).contains(approval);
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

    private ReviewRecord open(LinkKey key) {
        return store.open(ID, keys -> ReviewRecord.open(Samples.request(), key, keys, Samples.NOW));
    }
}
