package dev.reviewgate.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

class ReviewNotifierHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Path EVENTS = Path.of("..", "events");

    private final FakeS3 s3 = new FakeS3();
    private final FakeSns sns = new FakeSns();
    private final ReviewStore store = new ReviewStore(s3, "reviews");
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ReviewNotifierHandler handler = new ReviewNotifierHandler(
            Settings.from(Map.of(
                    "RETENTION_DAYS", "90",
                    "AWS_REGION", "us-east-1",
                    "REVIEW_BUCKET", "reviews",
                    "TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:review-gate-dev",
                    "API_URL", "https://abc123.execute-api.us-east-1.amazonaws.com",
                    "ENVIRONMENT", "dev")),
            s3,
            sns,
            CLOCK,
            new SecureRandom(),
            new Log(new PrintStream(logged, true, UTF_8), CLOCK));

    @Test
    void aRequestIsRecordedAndPublishedOnceWithATextForEachChannel() throws IOException {
        ReviewRequest request = ReviewRequest.parse(event("request-review"));

        String answer = handle(event("request-review"));

        assertThat(answer).isEqualTo("{}");
        PublishRequest published = sns.only();
        assertThat(published.messageStructure()).isEqualTo("json");
        assertThat(published.subject()).isEqualTo("[dev] Review: 8.0 % of 100,000 customer rows look wrong");
        assertThat(published.messageAttributes())
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.stringValue()).isEqualTo("review-requested"))
                .hasEntrySatisfying(
                        "environment", env -> assertThat(env.stringValue()).isEqualTo("dev"));
        JsonNode body = Json.mapper().readTree(published.message());
        assertThat(names(body)).containsExactlyInAnyOrder("default", "email", "https", "sms");
        LinkKey key = keyIn(body.get("sms").textValue());
        ReviewRecord record = store.find(request.reviewId()).orElseThrow();
        assertThat(record.isOpenedBy(key)).isTrue();
        assertThat(record.taskToken()).isEqualTo(request.taskToken());
        assertThat(record.openedAt()).isEqualTo(NOW);
    }

    @Test
    void whatIsWrongWithTheFileAsAWholeIsInEveryMessage() throws IOException {
        handle(event("request-review-shift"));

        assertThat(sns.only().subject())
                .isEqualTo("[dev] Review: The dataset is not as expected: basket_eur shifted (and 1 more)");
        JsonNode body = Json.mapper().readTree(sns.only().message());
        assertThat(body.get("email").textValue())
                .contains(
                        "The file as a whole: basket_eur: population stability index 0.41, expected below 0.25\n",
                        "The file as a whole: phone: no such column, expected one, as last time\n");
        assertThat(slack().get("summary").textValue()).contains("The file as a whole: basket_eur");
        assertThat(body.get("sms").textValue()).contains("basket_eur shifted (and 1 more)");
        ReviewRecord record = store.find(
                        ReviewRequest.parse(event("request-review-shift")).reviewId())
                .orElseThrow();
        assertThat(record.evidence().file("html")).isPresent();
    }

    @Test
    void slackGetsFlatTextsAndBareLinks() throws IOException {
        handle(event("request-review"));

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
    void aTextMessageIsOneShortLineWithOneLink() throws IOException {
        ObjectNode event = event("request-review").put("subject", "x".repeat(200));

        handle(event);

        String sms = body().get("sms").textValue();
        assertThat(sms).doesNotContain("\n").hasSizeLessThan(320).containsOnlyOnce("https://");
    }

    @Test
    void aReminderKeepsOldLinksAndSaysWhichItIsAndHowLongIsLeft() throws IOException {
        handle(event("request-review"));
        LinkKey first = keyIn(body().get("sms").textValue());
        sns.published.clear();

        handle(event("reminder"));

        LinkKey second = keyIn(body().get("sms").textValue());
        ReviewRequest reminder = ReviewRequest.parse(event("reminder"));
        ReviewRecord record = store.find(reminder.reviewId()).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(record.isOpenedBy(first)).isTrue();
        assertThat(record.isOpenedBy(second)).isTrue();
        assertThat(record.taskToken()).isEqualTo(reminder.taskToken());
        assertThat(sns.only().subject()).startsWith("[dev] Reminder: ");
        assertThat(body().get("email").textValue())
                .startsWith("Reminder 1 of 1: ")
                .contains("Time left: 24 h (until 2026-03-03 09:00 UTC)")
                .contains("Links from earlier messages go on working");
        assertThat(slack().get("attempt").textValue()).isEqualTo("2 of 2");
    }

    @Test
    void outcomesAreAnnouncedWithWhoAndWhatBecameOfTheDataset() throws IOException {
        handle(event("announce-approved"));
        handle(event("announce-rejected"));
        handle(event("announce-timeout"));

        assertThat(sns.published)
                .extracting(PublishRequest::subject)
                .containsExactly(
                        "[dev] Approved: 8.0 % of 100,000 customer rows look wrong",
                        "[dev] Rejected: 8.0 % of 100,000 customer rows look wrong",
                        "[dev] Timed out: 8.0 % of 100,000 customer rows look wrong");
        assertThat(mail(0))
                .contains("Approved by Ada Lovelace on 2026-03-02 10:15 UTC")
                .contains("The rows that were not flagged are published.")
                .contains("Comment: The unit mix-up is known");
        assertThat(mail(1)).contains("Rejected by Grace Hopper").contains("Heights are in metres");
        assertThat(mail(2)).contains("nobody decided").contains("Nothing was published.");
    }

    @Test
    void whatWasApprovedAndThenFailedIsAnnouncedAsThat() throws IOException {
        handle(event("announce-approved").put("outcome", "FAILED").put("result", "The copy failed."));

        assertThat(sns.only().subject()).startsWith("[dev] Failed: ");
        assertThat(mail(0))
                .startsWith("Approved by Ada Lovelace on 2026-03-02 10:15 UTC, but then it failed")
                .contains("The copy failed.");
    }

    @Test
    void anEndThatPublishesNothingAnywhereSaysNothingOfPublishing() throws IOException {
        ObjectNode event = event("announce-approved");
        event.remove("published");
        event.remove("result");

        handle(event);

        assertThat(sns.only().message()).doesNotContainIgnoringCase("publish");
    }

    @Test
    void everyMessageHasTheSameVariablesSoThatOneWorkflowShowsThemAll() throws IOException {
        handle(event("request-review"));
        List<String> asked = names(slack());
        sns.published.clear();

        handle(event("announce-timeout"));

        assertThat(names(slack())).containsExactlyElementsOf(asked);
    }

    @Test
    void aDecisionThatTheCallbackCouldNotRecordIsRecordedWhenItIsAnnounced() throws IOException {
        JsonNode event = event("announce-rejected");
        Decision decision =
                Decision.parse(Json.mapper().readTree(event.get("decision").textValue()));
        handle(event("request-review"));
        ReviewRecord review = store.find(decision.reviewId()).orElseThrow();

        handle(event);

        assertThat(store.decision(review)).contains(decision);
        assertThat(logged.toString(UTF_8)).contains("recorded a decision that the callback had not");
    }

    @Test
    void aTaskThatWasEndedWithoutAUsableDecisionIsAnnouncedAllTheSame() throws IOException {
        handle(event("announce-rejected").put("decision", "stopped by hand"));
        handle(event("announce-rejected").putNull("decision"));

        assertThat(mail(0)).startsWith("Rejected\n");
        assertThat(mail(1)).startsWith("Rejected\n");
    }

    @Test
    void whatSnsRefusesIsAFaultThatIsWorthARetry() {
        sns.refuse = true;

        assertThatThrownBy(() -> handle(event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("SNS did not take the message")
                .hasMessageNotContaining("key=");
    }

    @Test
    void nobodyIsWaitedForWhenNobodyIsSubscribed() {
        sns.subscribers = "0";

        assertThatThrownBy(() -> handle(event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessage(
                        "nobody has confirmed a subscription to arn:aws:sns:us-east-1:000000000000:review-gate-dev");
        assertThat(sns.published).isEmpty();
    }

    @Test
    void aReminderThatCannotBeSentLeavesTheReviewOpenForEarlierLinks() throws IOException {
        handle(event("request-review"));
        LinkKey first = keyIn(body().get("sms").textValue());
        sns.refuse = true;

        handle(event("reminder"));

        ReviewRequest reminder = ReviewRequest.parse(event("reminder"));
        ReviewRecord review = store.find(reminder.reviewId()).orElseThrow();
        assertThat(review.isOpenedBy(first)).isTrue();
        assertThat(review.taskToken()).isEqualTo(reminder.taskToken());
        assertThat(logged.toString(UTF_8))
                .contains("\"level\":\"ERROR\",\"message\":\"a reminder was not sent; earlier links work\"");
    }

    @Test
    void aWaitThatItsRecordMightNotOutliveIsRefused() {
        assertThatThrownBy(() -> handle(event("request-review").put("timeoutSeconds", 4_000_000)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("timeoutSeconds is 4000000; with the attempts left, 8000000 seconds")
                .hasMessageContaining("at most 7689600 together, because a review's record is kept for 90 days");
    }

    @Test
    void nothingIsSentWhenTheRecordCannotBeWritten() {
        s3.beforeEachCall(call -> {
            throw FakeS3.failure(503);
        });

        assertThatThrownBy(() -> handle(event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("S3 did not take the review's record");
        assertThat(sns.published).isEmpty();
    }

    @Test
    void aPayloadThatIsNeitherIsRefusedByName() throws IOException {
        ObjectNode noToken = event("request-review");
        noToken.remove("taskToken");

        assertThatThrownBy(() -> handle(noToken))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining("taskToken is missing");
        assertThatThrownBy(() -> handle(event("announce-timeout").put("outcome", "MAYBE")))
                .hasMessageContaining("outcome is \"MAYBE\"; give one of [APPROVED, REJECTED, TIMED_OUT, FAILED]");
        assertThatThrownBy(() -> handle("{\"taskToken\": \"secret".getBytes(UTF_8)))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessage("the payload is not JSON")
                .hasNoCause();
        assertThat(sns.published).isEmpty();
    }

    @Test
    void neitherTokenNorKeyIsLoggedAndTheTokenIsInNoMessage() throws IOException {
        ObjectNode event = event("request-review");

        handle(event);

        LinkKey key = keyIn(body().get("sms").textValue());
        assertThat(logged.toString(UTF_8)).contains("review requested").doesNotContain(key.value());
        assertThat(logged.toString(UTF_8) + sns.only())
                .doesNotContain(event.get("taskToken").textValue());
    }

    @Test
    void subjectsAreWhatSnsTakes() throws IOException {
        handle(event("request-review").put("subject", "Ü".repeat(150)));

        assertThat(sns.only().subject()).hasSizeLessThan(100).matches("\\p{ASCII}+");
    }

    private String handle(JsonNode event) throws IOException {
        return handle(Json.mapper().writeValueAsBytes(event));
    }

    private String handle(byte[] event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), output, Mockito.mock(Context.class));
        return output.toString(UTF_8);
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode) Json.mapper().readTree(Files.readString(EVENTS.resolve(name + ".json")));
    }

    private JsonNode body() throws IOException {
        return Json.mapper().readTree(sns.only().message());
    }

    private JsonNode slack() throws IOException {
        return Json.mapper().readTree(body().get("https").textValue());
    }

    private String mail(int index) throws IOException {
        return Json.mapper()
                .readTree(sns.published.get(index).message())
                .get("email")
                .textValue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static LinkKey keyIn(String text) {
        Matcher matcher = Pattern.compile("key=([\\w-]{43})").matcher(text);
        assertThat(matcher.find()).isTrue();
        return new LinkKey(matcher.group(1));
    }

    /** SNS in memory. */
    private static final class FakeSns implements SnsClient {
        private final List<PublishRequest> published = new ArrayList<>();
        private boolean refuse;
        private String subscribers = "1";

        @Override
        public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest request) {
            return GetTopicAttributesResponse.builder()
                    .attributes(Map.of("SubscriptionsConfirmed", subscribers))
                    .build();
        }

        @Override
        public PublishResponse publish(PublishRequest request) {
            if (refuse) {
                throw SnsException.builder()
                        .statusCode(403)
                        .message("not authorized to perform: SNS:Publish")
                        .build();
            }
            published.add(request);
            return PublishResponse.builder().messageId("m-1").build();
        }

        private PublishRequest only() {
            assertThat(published).hasSize(1);
            return published.get(0);
        }

        @Override
        public String serviceName() {
            return "sns";
        }

        @Override
        public void close() {}
    }
}
