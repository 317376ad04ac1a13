package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.ReviewRecord;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResendTest {
    private final Stack stack = Stack.withSlack();

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void theSameAttemptGoesOutOnEveryChannelWithANewLinkAndSaysWhoWantedThat() {
        stack.handle(Stack.event("request-review"));
        ReviewRecord before = stack.review();
        LinkKey first = Stack.keyIn(stack.text(Stack.TOPIC, "email"));
        stack.at(Stack.NOW.plus(Duration.ofHours(3)));

        JsonNode answer = resend(Stack.event("resend"), 200);

        assertThat(answer)
                .isEqualTo(Stack.json(
                        "{\"reviewId\": \"CsWYyBbjpAT47NfS3GsvBg\", \"attempt\": 1, \"sns\": true, \"slack\": true}"));
        LinkKey second = Stack.keyIn(stack.text(Stack.TOPIC, "email"));
        ReviewRecord after = stack.review();
        assertThat(second).isNotEqualTo(first);
        assertThat(after.isOpenedBy(first)).isTrue();
        assertThat(after.isOpenedBy(second)).isTrue();
        assertThat(after.taskToken()).isEqualTo(before.taskToken());
        assertThat(after.openedAt()).isEqualTo(before.openedAt());
        assertThat(stack.text(Stack.TOPIC, "email"))
                .startsWith("Sent again at the request of anna.\n\n")
                .contains("(45 h left)");
        assertThat(stack.slack.posts(Stack.CHANNEL).get(1).text())
                .contains("Sent again at the request of anna. 45 h left as of Mon 2 Mar, 12:00 UTC.");
        assertThat(stack.slack.posts(Stack.ON_CALL)).isEmpty();
        assertThat(stack.logged())
                .contains("asked to send a review once more", "arn:aws:iam::000000000000:user/anna")
                .doesNotContain(second.value());
    }

    /** The link in a message holds the key, so nothing that a caller writes into a header may say where it leads. */
    @Test
    void linksLeadNowhereElseThanToTheDomainThatApiGatewayKnows() {
        assertThat(address("abc.example", "abc.example:x@evil.example", "https"))
                .contains(URI.create("https://abc.example"));
        assertThat(address("abc.example", "abc.example:80", "http")).contains(URI.create("https://abc.example"));
        assertThat(address("abc.example", "evil.example", "http")).contains(URI.create("https://abc.example"));
        assertThat(address("127.0.0.1", "127.0.0.1:x@evil.example", "http")).contains(URI.create("http://127.0.0.1"));
        assertThat(address("127.0.0.1", "127.0.0.1:8080", "http")).contains(URI.create("http://127.0.0.1:8080"));
    }

    private static Optional<URI> address(String domain, String host, String scheme) {
        ObjectNode event = Stack.event("resend");
        event.withObject("/requestContext").put("domainName", domain).put("stage", "$default");
        event.withObject("/headers").put("host", host).put("x-forwarded-proto", scheme);
        return OperatorCall.parse(event).address();
    }

    @Test
    void anEscalatedAttemptIsSentAgainToThoseWhoWereAskedLaterToo() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("reminder"));

        resend(Stack.event("resend"), 200);

        assertThat(stack.sns.to(Stack.ESCALATION)).hasSize(2);
        assertThat(stack.slack.posts(Stack.ON_CALL)).hasSize(2);
        assertThat(stack.sns.to(Stack.ESCALATION).get(1).subject()).startsWith("[dev] Sent again: ");
    }

    @Test
    void eachChannelIsAnsweredFor() {
        stack.handle(Stack.event("request-review"));
        stack.slack.next("chat.postMessage", 500, Map.of(), "");

        JsonNode answer = resend(Stack.event("resend"), 200);

        assertThat(answer.get("sns").booleanValue()).isTrue();
        assertThat(answer.get("slack").booleanValue()).isFalse();
    }

    @Test
    void whenNoChannelTakesItTheOperatorIsToldWhy() {
        stack.handle(Stack.event("request-review"));
        stack.sns.nobodySubscribed.add(Stack.TOPIC);
        stack.slack.next("chat.postMessage", 200, Map.of(), "{\"ok\": false, \"error\": \"is_archived\"}");

        JsonNode answer = resend(Stack.event("resend"), 502);

        assertThat(answer.get("error").textValue()).isEqualTo("not_sent");
        assertThat(answer.get("message").textValue()).contains("nobody has confirmed", "is_archived");
    }

    @Test
    void aReviewThatIsDecidedIsNotSentAgain() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("announce-approved"));
        int published = stack.sns.published.size();

        JsonNode answer = resend(Stack.event("resend"), 409);

        assertThat(answer.get("error").textValue()).isEqualTo("already_decided");
        assertThat(stack.sns.published).hasSize(published);
    }

    @Test
    void aReviewThatHasClosedIsNotSentAgain() {
        stack.handle(Stack.event("request-review"));
        stack.at(Stack.NOW.plus(Duration.ofDays(2)));

        assertThat(resend(Stack.event("resend"), 410).get("message").textValue())
                .isEqualTo("This review closed at 2026-03-04 09:00 UTC; nobody decided.");
    }

    @Test
    void aReviewThatNeverWasIsNotFoundAndNotMade() {
        assertThat(resend(Stack.event("resend"), 404).get("error").textValue()).isEqualTo("not_found");
        assertThat(stack.s3.has("reviews", "reviews/CsWYyBbjpAT47NfS3GsvBg/request.json"))
                .isFalse();
    }

    @Test
    void nobodyInParticularFindsNothing() {
        stack.handle(Stack.event("request-review"));
        ObjectNode event = Stack.event("resend");
        ((ObjectNode) event.get("requestContext")).remove("authorizer");

        assertThat(resend(event, 404).get("error").textValue()).isEqualTo("not_found");
        assertThat(stack.sns.published).hasSize(1);
    }

    @Test
    void anyOtherPathOrMethodIsNotFound() {
        ObjectNode event = Stack.event("resend");
        ((ObjectNode) event.at("/requestContext/http")).put("method", "GET");
        resend(event, 404);

        resend(Stack.event("resend").put("rawPath", "/operator/reviews/short/resend"), 404);
        resend(Stack.event("resend").put("rawPath", "/operator/reviews/CsWYyBbjpAT47NfS3GsvBg/decision"), 404);
    }

    @Test
    void aSessionIsNamedWithTheRoleThatVouchesForIt() {
        assertThat(new OperatorCall(
                                "POST",
                                "",
                                "arn:aws:sts::000000000000:assumed-role/ops/anna@example.com",
                                Optional.empty())
                        .callerName())
                .isEqualTo("ops (anna@example.com)");
        assertThat(new OperatorCall("POST", "", "arn:aws:iam::000000000000:root", Optional.empty()).callerName())
                .isEqualTo("root");
    }

    @Test
    void whenS3DoesNotAnswerTheOperatorMayTryAgain() {
        stack.handle(Stack.event("request-review"));
        stack.s3.beforeEachCall(call -> {
            throw FakeS3.failure(503);
        });

        assertThat(resend(Stack.event("resend"), 503).get("error").textValue()).isEqualTo("unavailable");
        assertThat(stack.sns.published).hasSize(1);
    }

    private JsonNode resend(JsonNode event, int status) {
        JsonNode answer = Stack.json(stack.handle(event));
        assertThat(answer.get("statusCode").intValue()).isEqualTo(status);
        assertThat(answer.at("/headers/content-type").textValue()).startsWith("application/json");
        return Stack.json(answer.get("body").textValue());
    }
}
