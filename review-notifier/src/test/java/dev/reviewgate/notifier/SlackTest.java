package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Vote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What reaches Slack, and what happens to the rest when nothing does. */
class SlackTest {
    private final Stack stack = Stack.withSlack();
    private final FakeSlack slack = stack.slack;

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void aRequestIsPostedBesideTheTopicAndNotedSoThatItCanBeUpdated() {
        stack.handle(Stack.event("request-review"));

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        FakeSlack.Call card = slack.posts(Stack.CHANNEL).get(0);
        assertThat(card.hasButtons()).isTrue();
        assertThat(stack.notes.messages(stack.review()))
                .extracting(PostedMessage::channel, PostedMessage::attempt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Stack.CHANNEL, 1));
        assertThat(stack.notes.messages(stack.review()).get(0).key()).isEqualTo(Stack.keyIn(card.text()));
        assertThat(slack.posts(Stack.ON_CALL)).isEmpty();
    }

    @Test
    void theTokenIsInNoCardAndNeitherItNorAKeyIsLogged() {
        JsonNode event = Stack.event("request-review");

        stack.handle(event);

        FakeSlack.Call card = slack.posts(Stack.CHANNEL).get(0);
        assertThat(card.body().toString()).doesNotContain(event.get("taskToken").textValue());
        assertThat(stack.logged())
                .doesNotContain(event.get("taskToken").textValue())
                .doesNotContain(Stack.keyIn(card.text()).value())
                .doesNotContain("xoxb");
    }

    @Test
    void whenSlackIsDownTheTopicStillAsksAndAMetricSaysSo() {
        slack.next("chat.postMessage", 500, Map.of(), "");

        assertThat(stack.handle(Stack.event("request-review"))).isEqualTo("{}");

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        assertThat(stack.logged())
                .contains(
                        "\"message\":\"a review request was not sent\"",
                        "\"channel\":\"slack\"",
                        "\"NotificationNotSent\":1");
    }

    @Test
    void whenSlackDoesNotAnswerTheTopicIsNotKeptWaiting() {
        slack.nextNever("chat.postMessage");
        stack.hurry();

        stack.handle(Stack.event("request-review"));

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        assertThat(stack.logged()).contains("no answer in time");
    }

    @Test
    void whenSlackAsksForPatienceItGetsIt() {
        slack.next("chat.postMessage", 429, Map.of("Retry-After", "1"), "{\"ok\": false, \"error\": \"ratelimited\"}");

        stack.handle(Stack.event("request-review"));

        assertThat(stack.pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(slack.posts(Stack.CHANNEL)).hasSize(1);
        assertThat(stack.logged()).doesNotContain("ERROR");
    }

    @Test
    void whenSlackAsksForMorePatienceThanThereIsItIsAFailureOfSlackOnly() {
        slack.next("chat.postMessage", 429, Map.of("Retry-After", "30"), "{\"ok\": false, \"error\": \"ratelimited\"}");

        stack.handle(Stack.event("request-review"));

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        assertThat(stack.logged()).contains("Slack did not take the message: ratelimited for 30 s");
    }

    @Test
    void whenSnsRefusesSlackStillAsks() {
        stack.sns.refused.add(Stack.TOPIC);

        assertThat(stack.handle(Stack.event("request-review"))).isEqualTo("{}");

        assertThat(slack.posts(Stack.CHANNEL)).hasSize(1);
        assertThat(stack.logged()).contains("\"channel\":\"sns\"", "\"NotificationNotSent\":1");
    }

    @Test
    void whenNeitherTakesItNobodyIsWaitedForAndBothReasonsAreGiven() {
        stack.sns.refused.add(Stack.TOPIC);
        slack.next("chat.postMessage", 200, Map.of(), "{\"ok\": false, \"error\": \"channel_not_found\"}");

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("SNS did not take the message")
                .hasMessageContaining("Slack did not take the message: channel_not_found");
    }

    @Test
    void aTopicWithoutSubscribersIsFineWhereSlackIsAsked() {
        stack.sns.nobodySubscribed.add(Stack.TOPIC);

        stack.handle(Stack.event("request-review"));

        assertThat(stack.sns.published).isEmpty();
        assertThat(slack.posts(Stack.CHANNEL)).hasSize(1);
        assertThat(stack.logged()).doesNotContain("ERROR");
    }

    @Test
    void aTopicWithoutSubscribersIsNobodyAskedWhenSlackIsDown() {
        stack.sns.nobodySubscribed.add(Stack.TOPIC);
        slack.next("chat.postMessage", 503, Map.of(), "");

        assertThatThrownBy(() -> stack.handle(Stack.event("request-review")))
                .isInstanceOf(NotificationNotSent.class)
                .hasMessageContaining("nobody has confirmed a subscription to " + Stack.TOPIC)
                .hasMessageContaining("HTTP 503");
    }

    @Test
    void aMessageThatCannotBeNotedWasSentAllTheSame() {
        stack.s3.beforeEachCall(call -> {
            if (call.startsWith("PUT") && call.endsWith("messages.json")) {
                throw dev.reviewgate.core.FakeS3.failure(503);
            }
        });
        stack.sns.refused.add(Stack.TOPIC);

        assertThat(stack.handle(Stack.event("request-review"))).isEqualTo("{}");

        assertThat(stack.logged()).contains("a Slack message is not noted", "\"SlackMessageStale\":1");
    }

    @Test
    void aReminderIsPostedInBothChannelsAndEarlierCardsSayHowLongIsLeftNow() {
        stack.handle(Stack.event("request-review"));
        PostedMessage first = stack.notes.messages(stack.review()).get(0);
        stack.at(Stack.NOW.plus(Duration.ofDays(1)));

        stack.handle(Stack.event("reminder"));

        FakeSlack.Call before = slack.latest(Stack.CHANNEL, first.ts());
        assertThat(before.hasButtons()).isTrue();
        assertThat(before.text())
                .contains(
                        "A reminder has gone out since. 24 h left as of Tue 3 Mar, 09:00 UTC. The buttons here still work.");
        assertThat(Stack.keyIn(before.text())).isEqualTo(first.key());
        assertThat(slack.posts(Stack.CHANNEL)).hasSize(2);
        assertThat(slack.posts(Stack.ON_CALL).get(0).text())
                .contains("Those who were asked first have not decided yet, so you are asked as well.");
        assertThat(stack.notes.messages(stack.review())).hasSize(3);
        assertThat(stack.review().isOpenedBy(first.key())).isTrue();
    }

    @Test
    void aReminderThatReachesNobodyEndsNothing() {
        stack.handle(Stack.event("request-review"));
        stack.sns.refused.addAll(List.of(Stack.TOPIC, Stack.ESCALATION));
        slack.next("chat.postMessage", 500, Map.of(), "");
        slack.next("chat.postMessage", 500, Map.of(), "");

        assertThat(stack.handle(Stack.event("reminder"))).isEqualTo("{}");

        assertThat(stack.logged())
                .contains("a reminder was not sent; earlier links work")
                .containsSubsequence("\"channel\":\"sns\"", "\"channel\":\"slack\"");
    }

    @Test
    void oneChannelForBothGetsOneCard() {
        stack.with("SLACK_ESCALATION_CHANNEL", Stack.CHANNEL);

        stack.handle(Stack.event("reminder"));

        assertThat(slack.posts(Stack.CHANNEL)).hasSize(1);
    }

    @Test
    void whoHasApprovedIsOnTheNextCard() {
        stack.handle(Stack.event("request-review-quorum"));
        stack.notes.vote(
                stack.review(),
                new Vote(Reviewer.inSlack("Anna", "U0ANNA"), Publish.ALL, "", Stack.NOW.plusSeconds(60)));

        stack.handle(Stack.event("request-review-quorum").put("attempt", 2).put("taskToken", "another"));

        assertThat(slack.posts(Stack.CHANNEL).get(1).text()).contains("U0ANNA");
        assertThat(stack.text(Stack.TOPIC, "email")).contains("Anna has approved; one more is needed.");
    }

    @Test
    void everyCardSaysHowTheReviewEndedAndNoneHasButtonsAnyMore() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("reminder"));
        List<PostedMessage> posted = stack.notes.messages(stack.review());

        stack.handle(Stack.event("announce-approved"));

        assertThat(posted).hasSize(3).allSatisfy(message -> {
            FakeSlack.Call card = slack.latest(message.channel(), message.ts());
            assertThat(card.hasButtons()).isFalse();
            assertThat(card.text())
                    .contains(
                            "Ada Lovelace",
                            "The unit mix-up is known",
                            "The rows that were not flagged are published.");
            assertThat(Stack.keyIn(card.text())).isEqualTo(message.key());
        });
    }

    @Test
    void thoseWhoFollowAThreadAreToldOnceHoweverOftenTheOutcomeIsAnnounced() {
        stack.handle(Stack.event("request-review"));
        stack.handle(Stack.event("reminder"));
        List<PostedMessage> posted = stack.notes.messages(stack.review());
        stack.sns.refused.add(Stack.TOPIC);
        assertThatThrownBy(() -> stack.handle(Stack.event("announce-rejected")))
                .isInstanceOf(NotificationNotSent.class);
        stack.sns.refused.clear();

        stack.handle(Stack.event("announce-rejected"));

        assertThat(slack.replies())
                .extracting(FakeSlack.Call::channel)
                .containsExactlyInAnyOrder(Stack.CHANNEL, Stack.ON_CALL);
        String newest = posted.stream()
                .filter(m -> m.channel().equals(Stack.CHANNEL))
                .reduce((a, b) -> b)
                .orElseThrow()
                .ts();
        assertThat(slack.replies())
                .filteredOn(r -> r.channel().equals(Stack.CHANNEL))
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.body().get("thread_ts").textValue()).isEqualTo(newest);
                    assertThat(reply.body().get("text").textValue())
                            .isEqualTo("Rejected by Grace Hopper (name as typed). Nothing was published."
                                    + " Why: Heights are in metres. Please export again.");
                });
    }

    @Test
    void aTimeoutIsOnTheCardsToo() {
        stack.handle(Stack.event("request-review"));
        PostedMessage first = stack.notes.messages(stack.review()).get(0);

        stack.handle(Stack.event("announce-timeout"));

        assertThat(slack.latest(Stack.CHANNEL, first.ts()).text()).contains("Nobody decided", "Nothing was published.");
        assertThat(slack.replies().get(0).body().get("text").textValue())
                .isEqualTo("Nobody decided in time. Nothing was published.");
    }

    @Test
    void whatFailedAfterTheDecisionIsOnTheCardsToo() {
        stack.handle(Stack.event("request-review"));
        PostedMessage first = stack.notes.messages(stack.review()).get(0);

        stack.handle(Stack.event("announce-approved").put("outcome", "FAILED").put("result", "The copy failed."));

        assertThat(slack.latest(Stack.CHANNEL, first.ts()).text())
                .contains("Failed: ", "Ada Lovelace", "But then it failed", "The copy failed.");
    }

    @Test
    void anEndWithoutAUsableDecisionClosesTheCardsAllTheSame() {
        stack.handle(Stack.event("request-review"));
        PostedMessage first = stack.notes.messages(stack.review()).get(0);

        stack.handle(Stack.event("announce-rejected").put("decision", "stopped by hand"));

        FakeSlack.Call card = slack.latest(Stack.CHANNEL, first.ts());
        assertThat(card.hasButtons()).isFalse();
        assertThat(card.text()).contains("Nothing was published.");
    }

    @Test
    void whenSlackIsDownTheOutcomeIsAnnouncedAllTheSame() {
        stack.handle(Stack.event("request-review"));
        slack.next("chat.update", 500, Map.of(), "");
        slack.next("chat.update", 500, Map.of(), "");
        slack.next("chat.postMessage", 500, Map.of(), "");

        assertThat(stack.handle(Stack.event("announce-approved"))).isEqualTo("{}");

        assertThat(stack.sns.to(Stack.TOPIC))
                .extracting(PublishRequest::subject)
                .hasSize(2);
        assertThat(stack.logged())
                .contains(
                        "a Slack message was not updated",
                        "an outcome was not told in a thread",
                        "\"SlackMessageStale\":1");
    }

    @Test
    void anOutcomeOfAReviewThatWasNeverPostedIsAnnouncedWithoutSlack() {
        stack.handle(Stack.event("announce-timeout"));

        assertThat(stack.sns.to(Stack.TOPIC)).hasSize(1);
        assertThat(slack.calls("chat.postMessage")).isEmpty();
    }
}
