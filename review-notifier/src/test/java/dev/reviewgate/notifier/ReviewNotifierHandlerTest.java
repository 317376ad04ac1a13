package dev.reviewgate.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

class ReviewNotifierHandlerTest {
    private final Stack stack = new Stack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void aRequestIsRecordedAndPublishedOnceWithATextForEachChannel() {
        ReviewRequest request = ReviewRequest.parse(Stack.event("request-review"));

        String answer = stack.handle(Stack.event("request-review"));

        assertThat(answer).isEqualTo("{}");
        PublishRequest published = only();
        assertThat(published.messageStructure()).isEqualTo("json");
        assertThat(published.subject())
                .isEqualTo("[dev] 8.0 % of 100,000 customer rows look wrong: please decide by Wed 4 Mar, 09:00 UTC");
        assertThat(published.messageAttributes())
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.stringValue()).isEqualTo("review-requested"))
                .hasEntrySatisfying(
                        "environment", env -> assertThat(env.stringValue()).isEqualTo("dev"));
        JsonNode body = Stack.json(published.message());
        assertThat(names(body)).containsExactlyInAnyOrder("default", "email", "https", "sms");
        LinkKey key = Stack.keyIn(body.get("sms").textValue());
        ReviewRecord record = stack.store.find(request.reviewId()).orElseThrow();
        assertThat(record.isOpenedBy(key)).isTrue();
        assertThat(record.taskToken()).isEqualTo(request.taskToken());
        assertThat(record.openedAt()).isEqualTo(Stack.NOW);
    }

    @Test
    void whatIsWrongWithTheFileAsAWholeIsInEveryMessage() {
        stack.handle(Stack.event("request-review-shift"));

        assertThat(only().subject())
                .isEqualTo(
                        "[dev] The dataset is not as expected: basket_eur shifted (and 1... decide by Wed 4 Mar, 09:00 UTC");
        JsonNode body = Stack.json(only().message());
        assertThat(body.get("email").textValue())
                .contains(
                        "The file as a whole: basket_eur: population stability index 0.41, expected below 0.25\n",
                        "The file as a whole: phone: no such column, expected one, as last time\n");
        assertThat(slack().get("summary").textValue()).contains("The file as a whole: basket_eur");
        assertThat(body.get("sms").textValue()).contains("basket_eur shifted (and 1 more)");
        ReviewRecord record = stack.store
                .find(ReviewRequest.parse(Stack.event("request-review-shift")).reviewId())
                .orElseThrow();
        assertThat(record.evidence().file("html")).isPresent();
    }

    @Test
    void slackGetsFlatTextsAndBareLinks() {
        stack.handle(Stack.event("request-review"));

        JsonNode slack = slack();

        assertThat(names(slack))
                .contains(
                        "subject",
                        "summary",
                        "review_link",
                        "approval_link",
                        "rejection_link",
                        "s3_file",
                        "environment",
                        "expires_at",
                        "attempt");
        assertThat(slack).allMatch(JsonNode::isTextual);
        assertThat(slack.get("approval_link").textValue())
                .matches(
                        "https://abc123.execute-api.us-east-1.amazonaws.com/approve\\?review=[\\w-]{22}&key=[\\w-]{43}");
        assertThat(slack.get("rejection_link").textValue()).contains("/reject?review=");
        assertThat(slack.get("review_link").textValue()).contains("/review?review=");
        assertThat(slack.get("s3_file").textValue())
                .isEqualTo("s3://review-gate-dev-datasets/datasets/nightly-2026-03-02/dataset.csv");
        assertThat(slack.get("expires_at").textValue()).isEqualTo("2026-03-04 09:00 UTC");
        assertThat(slack.get("attempt").textValue()).isEqualTo("1 of 2");
        assertThat(slack.get("summary").textValue()).contains("Flagged: 8,012 (8.01 %)");
    }

    @Test
    void aTextMessageIsOneShortLineWithOneLink() {
        ObjectNode event = Stack.event("request-review").put("subject", "x".repeat(200));

        stack.handle(event);

        String sms = body().get("sms").textValue();
        assertThat(sms).doesNotContain("\n").hasSizeLessThan(320).containsOnlyOnce("https://");
    }

    @Test
    void aReminderKeepsOldLinksAndSaysWhichItIsAndHowLongIsLeft() {
        stack.handle(Stack.event("request-review"));
        LinkKey first = Stack.keyIn(body().get("sms").textValue());
        stack.sns.published.clear();

        stack.handle(Stack.event("reminder"));

        LinkKey second = Stack.keyIn(body().get("sms").textValue());
        ReviewRequest reminder = ReviewRequest.parse(Stack.event("reminder"));
        ReviewRecord record = stack.store.find(reminder.reviewId()).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(record.isOpenedBy(first)).isTrue();
        assertThat(record.isOpenedBy(second)).isTrue();
        assertThat(record.taskToken()).isEqualTo(reminder.taskToken());
        assertThat(only().subject()).startsWith("[dev] Reminder 1 of 1: ");
        assertThat(body().get("email").textValue())
                .startsWith("Reminder 1 of 1: nobody has decided yet.")
                .contains(
                        "Please decide by Tuesday 3 March, 09:00 UTC (24 h left). If nobody does, nothing is published.")
                .contains("Links from earlier messages still work.");
        assertThat(slack().get("attempt").textValue()).isEqualTo("2 of 2");
    }

    @Test
    void outcomesAreAnnouncedWithWhoAndWhatBecameOfTheDataset() {
        stack.handle(Stack.event("announce-approved"));
        stack.handle(Stack.event("announce-rejected"));
        stack.handle(Stack.event("announce-timeout"));

        assertThat(stack.sns.published)
                .extracting(PublishRequest::subject)
                .containsExactly(
                        "[dev] Approved by Ada Lovelace: 8.0 % of 100,000 customer rows look wrong",
                        "[dev] Rejected by Grace Hopper: 8.0 % of 100,000 customer rows look wrong",
                        "[dev] Nobody decided in time: 8.0 % of 100,000 customer rows look wrong");
        assertThat(mail(0))
                .contains("Decided on Monday 2 March, 10:15 UTC.")
                .contains("The rows that were not flagged are published.")
                .contains("Why: The unit mix-up is known");
        assertThat(mail(1)).contains("Rejected by Grace Hopper").contains("Heights are in metres");
        assertThat(mail(2)).contains("Nobody decided in time").contains("Nothing was published.");
    }

    @Test
    void whatWasApprovedAndThenFailedIsAnnouncedAsThat() {
        stack.handle(Stack.event("announce-approved").put("outcome", "FAILED").put("result", "The copy failed."));

        assertThat(only().subject()).startsWith("[dev] Approved by Ada Lovelace, but then it failed: ");
        assertThat(mail(0))
                .startsWith("Approved by Ada Lovelace, but then it failed: ")
                .contains("The copy failed.");
    }

    @Test
    void anEndThatPublishesNothingAnywhereSaysNothingOfPublishing() {
        ObjectNode event = Stack.event("announce-approved");
        event.remove("published");
        event.remove("result");

        stack.handle(event);

        assertThat(only().message()).doesNotContainIgnoringCase("publish");
    }

    @Test
    void everyMessageHasTheSameVariablesSoThatOneWorkflowShowsThemAll() {
        stack.handle(Stack.event("request-review"));
        List<String> asked = names(slack());
        stack.sns.published.clear();

        stack.handle(Stack.event("announce-timeout"));

        assertThat(names(slack())).containsExactlyElementsOf(asked);
    }

    @Test
    void aDecisionThatTheCallbackCouldNotRecordIsRecordedWhenItIsAnnounced() {
        JsonNode event = Stack.event("announce-rejected");
        Decision decision = Decision.parse(Stack.json(event.get("decision").textValue()));
        stack.handle(Stack.event("request-review"));
        ReviewRecord review = stack.store.find(decision.reviewId()).orElseThrow();

        stack.handle(event);

        assertThat(stack.store.decision(review)).contains(decision);
        assertThat(stack.logged()).contains("recorded a decision that the callback had not");
    }

    @Test
    void aTaskThatWasEndedWithoutAUsableDecisionIsAnnouncedAllTheSame() {
        stack.handle(Stack.event("announce-rejected").put("decision", "stopped by hand"));
        stack.handle(Stack.event("announce-rejected").putNull("decision"));

        assertThat(mail(0)).startsWith("Rejected: ");
        assertThat(mail(1)).startsWith("Rejected: ");
    }

    @Test
    void whatSnsRefusesIsAFaultThatIsWorthARetry() {
        stack.sns.refused.add(Stack.TOPIC);

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("SNS did not take the message")
                .hasMessageNotContaining("key=");
    }

    @Test
    void nobodyIsWaitedForWhenNobodyIsSubscribed() {
        stack.sns.nobodySubscribed.add(Stack.TOPIC);

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessage(
                        "nobody has confirmed a subscription to arn:aws:sns:us-east-1:000000000000:review-gate-dev");
        assertThat(stack.sns.published).isEmpty();
    }

    @Test
    void aReminderThatCannotBeSentLeavesTheReviewOpenForEarlierLinks() {
        stack.handle(Stack.event("request-review"));
        LinkKey first = Stack.keyIn(body().get("sms").textValue());
        stack.sns.refused.add(Stack.TOPIC);
        stack.sns.refused.add(Stack.ESCALATION);

        stack.handle(Stack.event("reminder"));

        ReviewRequest reminder = ReviewRequest.parse(Stack.event("reminder"));
        ReviewRecord review = stack.store.find(reminder.reviewId()).orElseThrow();
        assertThat(review.isOpenedBy(first)).isTrue();
        assertThat(review.taskToken()).isEqualTo(reminder.taskToken());
        assertThat(stack.logged())
                .contains("\"level\":\"ERROR\",\"message\":\"a reminder was not sent; earlier links work\"");
    }

    @Test
    void aWaitThatItsRecordMightNotOutliveIsRefused() {
        assertThatThrownBy(() -> stack.handle(Stack.event("request-review").put("timeoutSeconds", 4_000_000)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("timeoutSeconds is 4000000; with the attempts left, 8000000 seconds")
                .hasMessageContaining("at most 7689600 together, because a review's record is kept for 90 days");
    }

    @Test
    void nothingIsSentWhenTheRecordCannotBeWritten() {
        stack.s3.beforeEachCall(call -> {
            throw FakeS3.failure(503);
        });

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("S3 did not take the review's record");
        assertThat(stack.sns.published).isEmpty();
    }

    @Test
    void aPayloadThatIsNeitherIsRefusedByName() {
        ObjectNode noToken = Stack.event("request-review");
        noToken.remove("taskToken");

        assertThatThrownBy(() -> stack.handle(noToken))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("taskToken is missing");
        assertThatThrownBy(() -> stack.handle(Stack.event("announce-timeout").put("outcome", "MAYBE")))
                .hasMessageContaining("outcome is \"MAYBE\"; give one of [APPROVED, REJECTED, TIMED_OUT, FAILED]");
        assertThatThrownBy(() -> stack.handle("{\"taskToken\": \"secret".getBytes(UTF_8)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessage("the payload is not JSON")
                .hasNoCause();
        assertThat(stack.sns.published).isEmpty();
    }

    @Test
    void neitherTokenNorKeyIsLoggedAndTheTokenIsInNoMessage() {
        ObjectNode event = Stack.event("request-review");

        stack.handle(event);

        LinkKey key = Stack.keyIn(body().get("sms").textValue());
        assertThat(stack.logged()).contains("a review was asked for").doesNotContain(key.value());
        assertThat(stack.logged() + only())
                .doesNotContain(event.get("taskToken").textValue());
    }

    @Test
    void subjectsAreWhatSnsTakes() {
        stack.handle(Stack.event("request-review").put("subject", "Ü".repeat(150)));

        assertThat(only().subject()).hasSizeLessThan(100).matches("\\p{ASCII}+");
    }

    /** What was published to those who are asked first. */
    private PublishRequest only() {
        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        return stack.sns.to(Stack.TOPIC).get(0);
    }

    private JsonNode body() {
        return Stack.json(only().message());
    }

    private JsonNode slack() {
        return Stack.json(body().get("https").textValue());
    }

    private String mail(int index) {
        return Stack.json(stack.sns.to(Stack.TOPIC).get(index).message())
                .get("email")
                .textValue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
