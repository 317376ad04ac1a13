package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Faults;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Who may decide, how often, and until when. */
class OneDecisionIT extends FlowTest {
    private static final int CLICKS = 200;

    @Test
    void of200ClicksAtOnceOneDecidesAndTheOthersAreToldWhichOne() throws Exception {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        Form approve = flow.open(request.approve()).with("publish", "ALL");
        Form reject = flow.open(request.reject()).with("comment", "No.");

        List<HttpResponse<String>> answers = clickAtOnce(approve, reject);

        List<HttpResponse<String>> accepted =
                answers.stream().filter(a -> a.statusCode() == 200).toList();
        assertThat(accepted).hasSize(1);
        DescribeExecutionResponse end = flow.end(execution);
        JsonNode decision = end.status() == ExecutionStatus.SUCCEEDED
                ? Flow.json(end.output()).path("decision")
                : Flow.json(end.cause());
        String winner = decision.at("/reviewer/name").asText();
        assertThat(winner).isEqualTo("Reviewer " + answers.indexOf(accepted.get(0)));
        assertThat(answers)
                .filteredOn(a -> a.statusCode() != 200)
                .hasSize(CLICKS - 1)
                .allSatisfy(told -> {
                    assertThat(told.statusCode()).as(told.body()).isEqualTo(409);
                    assertThat(told.body())
                            .contains(winner)
                            .containsIgnoringCase(decision.path("decision").asText());
                });
    }

    private List<HttpResponse<String>> clickAtOnce(Form approve, Form reject)
            throws InterruptedException, ExecutionException {
        ExecutorService reviewers = Executors.newFixedThreadPool(CLICKS);
        CountDownLatch ready = new CountDownLatch(CLICKS);
        try {
            List<Future<HttpResponse<String>>> clicks = new ArrayList<>();
            for (int i = 0; i < CLICKS; i++) {
                Form form = (i % 2 == 0 ? approve : reject).by("Reviewer " + i);
                clicks.add(reviewers.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return flow.send(form);
                }));
            }
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> click : clicks) {
                answers.add(click.get());
            }
            return answers;
        } finally {
            reviewers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 SafeLinks/1.0",
                "Mozilla/5.0 (compatible; Barracuda Sentinel)",
                "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
                "facebookexternalhit/1.1",
                "WhatsApp/2.23.20",
                "curl/8.5.0"
            })
    void whateverOpensTheLinksOfTheMessagesDecidesNothing(String agent) {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        List<String> links = new ArrayList<>(List.of(request.approve(), request.reject(), request.review()));
        links.add(request.review().replace("/review?", "/dataset?") + "&file=flagged");

        for (String link : links) {
            for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                HttpResponse<String> answer = flow.send(method, link, null, "User-Agent", agent, "Purpose", "prefetch");
                assertThat(answer.statusCode()).as(method + " " + answer.body()).isIn(200, 302, 405);
            }
        }

        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(flow.keys(flow.stack().reviewBucket(), "reviews/"))
                .noneMatch(key -> key.endsWith(request.reviewId() + "/decision.json"));
        flow.send(flow.open(request.approve()).by("A person").with("publish", "ALL"));
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aFormWithAWrongKeyAnotherReviewsKeyOrNoneGets404AndLearnsNothing() {
        String execution = flow.start(Flow.input());
        String other = flow.start(Flow.input());
        Form form = flow.open(flow.request(execution).approve()).by("Mallory").with("publish", "ALL");
        Form otherForm = flow.open(flow.request(other).approve());

        List<HttpResponse<String>> answers = List.of(
                flow.send(form.with("key", "A".repeat(43))),
                flow.send(form.with("key", otherForm.fields().getOrDefault("key", "?"))),
                flow.send(form.without("key").with("review", form.fields().getOrDefault("review", "?"))),
                flow.send(form.with("review", "A".repeat(22))),
                flow.send(form.with("review", "../../x")));

        // The link that the form was opened with must not stand in for a missing key.
        Form bare = new Form(
                form.action().replaceFirst("\\?.*", ""), form.without("key").fields());
        HttpResponse<String> withoutKey = flow.send(bare);
        assertThat(withoutKey.statusCode()).isEqualTo(404);
        assertThat(answers)
                .allSatisfy(a -> assertThat(a.statusCode()).as(a.body()).isEqualTo(404))
                .allSatisfy(a -> assertThat(a.body()).isEqualTo(withoutKey.body()));
        assertThat(withoutKey.body()).doesNotContain("customer rows");
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void aClickAfterTheTimeoutIsToldSo() {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        Form form = flow.open(request.approve()).by("Late").with("publish", "ALL");
        flow.expire(execution);
        assertThat(flow.end(execution).error()).isEqualTo("ReviewTimedOut");

        HttpResponse<String> answer = flow.send(form);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).containsIgnoringCase("expired");
        assertThat(flow.get(request.approve(), "Accept", "text/html").statusCode())
                .isEqualTo(410);
        HttpResponse<String> json = flow.get(request.review(), "Accept", "application/json");
        assertThat(json.statusCode()).isEqualTo(410);
        assertThat(json.headers().firstValue("content-type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/json"));
    }

    @Test
    void aDecisionBetweenTwoAttemptsLands() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);
        String execution = flow.start(input);
        Form form = flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL");
        // Reopening the review takes a second try, so there is a while in which the first token is over and there is no
        // other.
        Faults.Fault slow = flow.faults()
                .s3Puts(flow.stack().reviewBucket(), key -> key.endsWith("/request.json"), 503, "SlowDown", 4);
        flow.expire(execution);
        flow.entered(execution, "RequestReview", 2);

        HttpResponse<String> answer = flow.send(form);

        flow.faults().remove(slow);
        assertThat(slow.given()).isPositive();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anOldLinkWorksAfterAReminder() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);
        String execution = flow.start(input);
        Flow.Sent first = flow.request(execution);
        flow.expire(execution);
        Flow.Sent reminder = flow.message(execution, "review-reminder");

        assertThat(reminder.approve()).isNotEqualTo(first.approve());
        assertThat(reminder.slack("subject")).startsWith("Reminder 1 of 1");
        flow.send(flow.open(first.approve()).by("Ada").with("publish", "ALL"));

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
