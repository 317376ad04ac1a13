package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.views.ViewsOpenRequest;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.Samples;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server on this machine, with the JDK's real client. */
class SlackApiTest {
    private static final Clock CLOCK = Clock.systemUTC();
    /** Ends a test that would never end; nothing that works takes so long on any machine. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(60);

    private static final Cards CARDS = new Cards("test");

    private final FakeSlack slack = new FakeSlack();
    private final FakeSecrets secrets = new FakeSecrets();
    private final List<Duration> pauses = new ArrayList<>();
    private final SlackApi api = api(Deadline::left);

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void aCardIsPostedAsSlackReadsIt() {
        Card card = CARDS.open(Samples.record(), List.of(), 1, SlackReviews.LINK);

        SlackAnswer answer = api.post("C0REVIEWS", card, soon());

        FakeSlack.Call call = slack.calls("chat.postMessage").get(0);
        assertThat(call.type()).isEqualTo("application/json; charset=utf-8");
        assertThat(call.authorization()).isEqualTo("Bearer " + FakeSecrets.CREDENTIALS.botToken());
        ChatPostMessageRequest read = SlackModels.read(call.json(), ChatPostMessageRequest.class);
        assertThat(read.getChannel()).isEqualTo("C0REVIEWS");
        assertThat(read.getText()).isEqualTo(card.text());
        assertThat(read.isUnfurlLinks()).isFalse();
        assertThat(read.isUnfurlMedia()).isFalse();
        assertThat(SlackModels.write(read.getBlocks())).isEqualTo(card.blocks());
        assertThat(answer).isInstanceOfSatisfying(SlackAnswer.Ok.class, ok -> {
            assertThat(ok.body().path("channel").asText()).isEqualTo("C0REVIEWS");
            assertThat(ok.body().path("ts").asText()).isEqualTo("1772442000.000001");
        });
    }

    @Test
    void aDialogIsOpenedAsSlackReadsIt() {
        var view = new Modals("test").notice("Done", "Thank you.");

        assertThat(api.openView("1.2.abc", view, soon()).isOk()).isTrue();

        ViewsOpenRequest read =
                SlackModels.read(slack.calls("views.open").get(0).json(), ViewsOpenRequest.class);
        assertThat(read.getTriggerId()).isEqualTo("1.2.abc");
        assertThat(SlackModels.write(read.getView())).isEqualTo(view);
    }

    /** These methods take no JSON (their pages in Slack's reference). */
    @Test
    void peopleAreAskedForByForm() {
        api.usersOfGroup("S0LEADS", soon());
        api.user("U0ANNA", soon());

        assertThat(slack.calls()).extracting(FakeSlack.Call::type).containsOnly("application/x-www-form-urlencoded");
        assertThat(slack.calls()).extracting(FakeSlack.Call::body).containsExactly("usergroup=S0LEADS", "user=U0ANNA");
    }

    @Test
    void whatSlackRefusesIsNamedWithWhatIsNeeded() {
        slack.next(
                "users.info",
                FakeSlack.json("{\"ok\": false, \"error\": \"missing_scope\", \"needed\": \"users:read\"}"));

        SlackAnswer answer = api.user("U0ANNA", soon());

        assertThat(answer).isEqualTo(new SlackAnswer.Refused("missing_scope", "needs users:read"));
        assertThat(answer.words()).isEqualTo("missing_scope (needs users:read)");
        assertThat(slack.calls()).hasSize(1);
    }

    @Test
    void aFaultOfSlacksIsTriedOnceMore() {
        slack.next("chat.update", FakeSlack.status(500));

        assertThat(update(soon()).isOk()).isTrue();

        assertThat(slack.calls()).hasSize(2);
    }

    @Test
    void aLastingFaultIsGivenUpAfterTheSecondTime() {
        for (FakeSlack.Reply fault : List.of(
                FakeSlack.status(500), FakeSlack.status(503), FakeSlack.error("internal_error"), FakeSlack.hangUp())) {
            int before = slack.calls().size();
            slack.always("chat.update", fault);

            assertThat(update(soon())).isInstanceOf(SlackAnswer.Unavailable.class);

            assertThat(slack.calls()).hasSize(before + 2);
        }
        slack.recover("chat.update");

        assertThat(update(soon()).isOk()).isTrue();
    }

    @Test
    void aMessageIsNeverPostedTwice() {
        for (FakeSlack.Reply fault : List.of(FakeSlack.status(500), FakeSlack.hangUp())) {
            // So that a connection is there to be used again, which is where the JDK repeats by itself.
            api.user("U0ANNA", soon());
            int before = slack.calls("chat.postMessage").size();
            slack.next("chat.postMessage", fault);

            assertThat(api.post("C0REVIEWS", CARDS.sentence("Hello"), soon()))
                    .isInstanceOf(SlackAnswer.Unavailable.class);

            assertThat(slack.calls("chat.postMessage")).hasSize(before + 1);
        }
    }

    @Test
    void slackIsGivenTheTimeItAsksFor() {
        slack.next("chat.postMessage", FakeSlack.rateLimited(1)).next("chat.postMessage", FakeSlack.rateLimited(2));

        assertThat(api.post("C0REVIEWS", CARDS.sentence("Hello"), soon()).isOk())
                .isTrue();

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(slack.calls()).hasSize(3);
    }

    @Test
    void moreTimeThanThereIsIsNotWaitedFor() {
        slack.always("chat.postMessage", FakeSlack.rateLimited(30));

        assertThat(api.post("C0REVIEWS", CARDS.sentence("Hello"), in(Duration.ofSeconds(10))))
                .isEqualTo(new SlackAnswer.RateLimited(Duration.ofSeconds(30)));

        assertThat(pauses).isEmpty();
        assertThat(slack.calls()).hasSize(1);
    }

    @Test
    void whoeverNeverAnswersIsNotWaitedFor() {
        slack.always("views.open", slack.silence());
        long start = System.nanoTime();

        SlackAnswer answer =
                api.openView("1.2.abc", new Modals("test").notice("Done", "Thank you."), in(Duration.ofMillis(400)));

        assertThat(answer).isEqualTo(new SlackAnswer.Unavailable("no answer in time"));
        assertThat(since(start)).isBetween(Duration.ofMillis(350), SAFETY_NET);
    }

    @Test
    void anAnswerThatTricklesInIsNotWaitedFor() {
        slack.always("users.info", slack.trickle());
        long start = System.nanoTime();

        assertThat(api.user("U0ANNA", in(Duration.ofMillis(400)))).isInstanceOf(SlackAnswer.Unavailable.class);

        assertThat(since(start)).isLessThan(SAFETY_NET);
    }

    @Test
    void nothingIsSentWhenTimeIsOver() {
        assertThat(api.user("U0ANNA", in(Duration.ZERO))).isInstanceOf(SlackAnswer.Unavailable.class);

        assertThat(slack.calls()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        slack.close();

        assertThat(api.user("U0ANNA", soon())).isEqualTo(new SlackAnswer.Unavailable("ConnectException"));
    }

    @Test
    void whatIsNotJsonIsUnderstoodByItsStatus() {
        slack.next("users.info", FakeSlack.status(403));

        assertThat(api.user("U0ANNA", soon())).isEqualTo(new SlackAnswer.Refused("http_403", ""));
    }

    @Test
    void aRotatedTokenIsReadAgain() {
        api.user("U0ANNA", soon());
        secrets.rotateTo(new SlackCredentials("s", "xoxb-new"));
        slack.next("chat.postMessage", FakeSlack.error("token_revoked"));

        assertThat(api.post("C0REVIEWS", CARDS.sentence("Hello"), soon()).isOk())
                .isTrue();

        assertThat(slack.calls("chat.postMessage"))
                .extracting(FakeSlack.Call::authorization)
                .containsExactly("Bearer " + FakeSecrets.CREDENTIALS.botToken(), "Bearer xoxb-new");
    }

    @Test
    void aTokenThatIsWrongForGoodIsRefused() {
        slack.always("users.info", FakeSlack.error("invalid_auth"));

        assertThat(api.user("U0ANNA", soon())).isEqualTo(new SlackAnswer.Refused("invalid_auth", ""));

        assertThat(secrets.reads()).hasSize(2);
    }

    @Test
    void withoutTheSecretSlackIsUnavailable() {
        secrets.hold("{}");

        assertThat(api.user("U0ANNA", soon()))
                .isEqualTo(new SlackAnswer.Unavailable("the Slack secret has no signingSecret"));

        assertThat(slack.calls()).isEmpty();
    }

    @Test
    void severalMessagesAreUpdatedAtOnceAndOneThatHangsStopsNoOther() {
        CountDownLatch others = new CountDownLatch(2);
        slack.next("chat.update", slack.silence()).always("chat.update", exchange -> {
            FakeSlack.json("{\"ok\": true}").to(exchange);
            others.countDown();
        });
        List<PostedMessage> messages = Stream.of("1.1", "1.2", "1.3")
                .map(ts -> new PostedMessage("C0REVIEWS", ts, 1, LinkKey.random(new SecureRandom())))
                .toList();
        Thread caller = Thread.currentThread();

        // The caller's patience ends a second after the others were answered, however long that took.
        List<SlackAnswer> answers = api(deadline ->
                        Thread.currentThread() == caller ? aSecondAfter(others) : SAFETY_NET)
                .updateAll(messages, m -> CARDS.sentence(m.ts()), soon());

        assertThat(answers).hasSize(3);
        assertThat(answers.stream().filter(SlackAnswer::isOk)).hasSize(2);
        assertThat(slack.calls("chat.update"))
                .extracting(c -> c.json().path("ts").asText())
                .containsExactlyInAnyOrder("1.1", "1.2", "1.3");
    }

    @Test
    void manyMessagesAreUpdatedTheNewestFirstAndAFewAtATime() {
        List<PostedMessage> messages = IntStream.range(0, 60)
                .mapToObj(i -> new PostedMessage("C0REVIEWS", "1." + i, 1, LinkKey.random(new SecureRandom())))
                .toList();

        List<SlackAnswer> answers = api.updateAll(messages, m -> CARDS.sentence(m.ts()), soon());

        assertThat(answers).hasSize(60).allMatch(SlackAnswer::isOk);
        assertThat(slack.calls().stream().limit(8).map(c -> c.json().path("ts").asText()))
                .isSubsetOf(IntStream.range(44, 60).mapToObj(i -> "1." + i).toList());
        assertThat(api.updateAll(List.of(), m -> CARDS.sentence(m.ts()), soon()))
                .isEmpty();
    }

    @Test
    void aPressIsAnsweredWithoutTheToken() {
        slack.next("response", exchange -> FakeSlack.json("ok").to(exchange));

        assertThat(api.respond(slack.responseUrl(), CARDS.sentence("Please try again."), soon())
                        .isOk())
                .isTrue();

        FakeSlack.Call call = slack.calls("response").get(0);
        assertThat(call.authorization()).isNull();
        assertThat(call.json().path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(call.json().path("replace_original").asBoolean()).isFalse();
    }

    @Test
    void anAddressThatIsNotSlacksIsNotCalled() {
        for (String foreign : List.of(
                "https://hooks.slack.com/actions/T1/2/3",
                "http://127.0.0.2:" + slack.url().getPort() + "/api/response",
                "http://127.0.0.1:1/api/response",
                "mailto:someone@example.com")) {
            assertThat(api.respond(URI.create(foreign), CARDS.sentence("Hello"), soon()))
                    .isEqualTo(new SlackAnswer.Refused("foreign_response_url", ""));
        }
    }

    private SlackApi api(Function<Deadline, Duration> patience) {
        return new SlackApi(slack.url(), new SlackSecret(secrets, FakeSecrets.ARN, CLOCK), patience, pauses::add);
    }

    private static Duration aSecondAfter(CountDownLatch event) {
        try {
            assertThat(event.await(SAFETY_NET.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Duration.ofSeconds(1);
    }

    private SlackAnswer update(Deadline deadline) {
        return api.update("C0REVIEWS", "1772442000.000001", CARDS.sentence("Hello"), deadline);
    }

    private static Deadline soon() {
        return in(SAFETY_NET);
    }

    private static Deadline in(Duration duration) {
        return Deadline.in(duration, CLOCK);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
