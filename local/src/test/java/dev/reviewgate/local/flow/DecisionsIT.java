package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class DecisionsIT extends FlowTest {
    private int deliveries;

    @Test
    void anApprovalPublishesTheReviewedFileAndBringsTheConfigBack() {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);

        HttpResponse<String> answer = flow.send(
                flow.open(request.approve()).by("Ada").with("publish", "ALL").with("comment", "Fine."));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode output = published(execution);
        assertThat(output.path("outcome").asText()).isEqualTo("APPROVED");
        assertThat(output.at("/decision/is_manually_approved").asBoolean()).isTrue();
        assertThat(output.at("/decision/reviewer/name").asText()).isEqualTo("Ada");
        assertThat(output.at("/decision/comment").asText()).isEqualTo("Fine.");
        assertThat(output.at("/config/target").asText()).isEqualTo("warehouse");
        assertThat(sha256(published(output)))
                .isEqualTo(output.at("/evidence/dataset/sha256").asText());
        assertThat(flow.message(execution, "review-approved").text("email")).contains("Approved by Ada");
        assertThat(flow.get(request.reject(), "Accept", "text/html").body()).contains("Ada");
    }

    @Test
    void anApprovalOfTheCleanRowsLeavesTheFlaggedOnesOut() {
        String execution = flow.start(Flow.input());

        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "CLEAN"));

        JsonNode output = published(execution);
        assertThat(output.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(sha256(published(output)))
                .isEqualTo(output.at("/evidence/clean/sha256").asText());
        assertThat(published(output).lines().count() - 1)
                .isLessThanOrEqualTo(output.at("/summary/rows").asLong()
                        - output.at("/summary/flaggedRows").asLong());
    }

    @Test
    void aRejectionFailsTheExecutionWithWhoAndWhyAndPublishesNothing() {
        String execution = flow.start(Flow.input());

        flow.send(flow.open(flow.request(execution).reject()).by("Grace").with("comment", "Heights are in metres."));

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.error()).isEqualTo("ReviewRejected");
        JsonNode cause = Flow.json(end.cause());
        assertThat(cause.path("is_manually_rejected").asBoolean()).isTrue();
        assertThat(cause.at("/reviewer/name").asText()).isEqualTo("Grace");
        assertThat(cause.path("comment").asText()).isEqualTo("Heights are in metres.");
        assertThat(cause.has("config")).isFalse();
        assertThat(flow.keys(flow.stack().datasetBucket(), publishedBy(execution)))
                .isEmpty();
        assertThat(flow.message(execution, "review-rejected").text("email")).contains("Rejected by Grace");
    }

    @Test
    void silenceIsRemindedOfAndThenPublishesNothing() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);

        String execution = flow.start(input);
        flow.expire(execution);
        flow.message(execution, "review-reminder");
        flow.expire(execution);

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("ReviewTimedOut");
        assertThat(end.cause()).isEqualTo("Nobody decided in 2 attempts of 300 seconds.");
        assertThat(flow.messages(execution))
                .extracting(Flow.Sent::kind)
                .containsExactlyInAnyOrder(
                        "review-requested",
                        "review-reminder",
                        "review-escalated",
                        "review-timed-out",
                        "review-timed-out");
        assertThat(flow.keys(flow.stack().datasetBucket(), publishedBy(execution)))
                .isEmpty();
    }

    @Test
    void silenceMayMeanThatTheCleanRowsArePublished() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("onTimeout", "PUBLISH_CLEAN");

        String execution = flow.start(input);
        flow.expire(execution);

        JsonNode output = published(execution);

        assertThat(output.path("outcome").asText()).isEqualTo("TIMED_OUT");
        assertThat(sha256(published(output)))
                .isEqualTo(output.at("/evidence/clean/sha256").asText());
    }

    @Test
    void aCleanDatasetIsPublishedWithoutAskingAnybody() {
        String execution = flow.start(Flow.input(Flow.ROOT.resolve("events/start-clean.json")));

        JsonNode output = published(execution);

        assertThat(output.path("outcome").asText()).isEqualTo("NOT_REVIEWED");
        assertThat(output.path("decision").isNull()).isTrue();
        assertThat(flow.messages(execution)).isEmpty();
    }

    @Test
    void aFileThatWasPutIntoTheBucketIsScreened() {
        String execution = flow.start(Flow.input(Flow.ROOT.resolve("events/start-screen.json")));

        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        JsonNode output = published(execution);
        assertThat(published(output))
                .isEqualTo(flow.object(flow.stack().datasetBucket(), "incoming/acme/customers.csv"));
    }

    @Test
    void theNextDeliveryIsComparedWithTheOneThatWasPublished() {
        String first =
                published(deliver("shift", numbers(0))).at("/remembered/key").asText();

        String second = deliver("shift", numbers(400));

        assertThat(first).matches("latest/[0-9a-f]{64}/report\\.json");
        Flow.Sent request = flow.request(second);
        assertThat(request.slack("subject")).isEqualTo("The dataset is not as expected: amount shifted");
        assertThat(request.text("email"))
                .contains("Feed: shift\n", "The file as a whole: amount: population stability index");
        assertThat(request.slack("summary")).contains("Feed: shift\n");
        String page = flow.get(request.review(), "Accept", "text/html").body();
        assertThat(page)
                .contains(
                        "The file as a whole is not as expected",
                        "amount",
                        "<dt>Feed</dt><dd>shift</dd>",
                        "Report as a page to keep");
        flow.send(flow.open(request.approve()).by("Ada").with("publish", "ALL"));
        JsonNode output = published(second);
        assertThat(output.at("/summary/anomalyShare").asDouble()).isLessThan(0.06);
        assertThat(output.at("/remembered/error").isNull()).isTrue();
        assertThat(published(deliver("shift", numbers(400))).path("outcome").asText())
                .as("what was approved is the rule from now on")
                .isEqualTo("NOT_REVIEWED");
    }

    @Test
    void aDatedDeliveryIsComparedWithTheOneOfTheDayBefore() {
        published(start("incoming/dated/2026-11-22/numbers.csv", numbers(0)));

        String next = start("incoming/dated/2026-11-23/numbers.csv", numbers(400));

        assertThat(flow.request(next).slack("subject")).isEqualTo("The dataset is not as expected: amount shifted");
        assertThat(flow.request(next).slack("summary"))
                .contains("Feed: " + flow.stack().datasetBucket() + "/incoming/dated/\n");
    }

    @Test
    void whatIsRejectedIsNoMeasureForTheNextDelivery() {
        published(deliver("rejected", numbers(0)));
        String shifted = deliver("rejected", numbers(400));
        flow.send(flow.open(flow.request(shifted).reject()).by("Grace").with("comment", "Cents."));
        flow.end(shifted);

        JsonNode output = published(deliver("rejected", numbers(0)));

        assertThat(output.path("outcome").asText()).isEqualTo("NOT_REVIEWED");
    }

    @Test
    void whatWasPublishedCleanIsNoMeasureForTheNextDelivery() {
        published(deliver("clean", numbers(0)));
        String shifted = deliver("clean", numbers(400));
        flow.send(flow.open(flow.request(shifted).approve()).by("Ada").with("publish", "CLEAN"));

        JsonNode output = published(shifted);

        assertThat(output.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(output.path("remembered").isNull()).isTrue();
        assertThat(flow.message(shifted, "review-approved").text("email"))
                .contains("The next dataset is not compared with them.");
        assertThat(published(deliver("clean", numbers(0))).path("outcome").asText())
                .as("compared with the first one")
                .isEqualTo("NOT_REVIEWED");
    }

    @Test
    void silencePublishesNothingOfAFileThatIsNotAsExpectedAsAWhole() {
        published(deliver("silence", numbers(0)));
        ObjectNode review = Flow.input().withObject("/review").put("onTimeout", "PUBLISH_CLEAN");

        String shifted = deliver("silence", numbers(400), review);
        flow.expire(shifted);

        assertThat(flow.end(shifted).error()).isEqualTo("ReviewTimedOut");
        assertThat(flow.request(shifted).text("email"))
                .contains("If nobody does, nothing is published, because the file as a whole is not as expected.");
        assertThat(flow.message(shifted, "review-timed-out").text("email"))
                .contains("Nothing was published, because the file as a whole is not as expected.");
        assertThat(flow.keys(flow.stack().datasetBucket(), publishedBy(shifted)))
                .isEmpty();
        assertThat(published(deliver("silence", numbers(0))).path("outcome").asText())
                .as("compared with the first one")
                .isEqualTo("NOT_REVIEWED");
    }

    @Test
    void jsonLinesArePublishedAsJsonLines() {
        String execution = flow.start(Flow.input(Flow.ROOT.resolve("events/start-screen-jsonl.json")));

        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        JsonNode output = published(execution);
        assertThat(output.at("/published/key").asText()).endsWith("/dataset.jsonl");
        assertThat(published(output))
                .isEqualTo(flow.object(flow.stack().datasetBucket(), "incoming/turbines/readings.jsonl"));
        assertThat(flow.s3
                        .headObject(b -> b.bucket(flow.stack().datasetBucket())
                                .key(output.at("/published/key").asText()))
                        .contentType())
                .isEqualTo("application/x-ndjson");
    }

    @Test
    void anEmptyInputTakesEveryDefault() {
        JsonNode output = published(flow.start(Flow.json("{}")));

        assertThat(output.path("config").isNull()).isTrue();
        assertThat(output.at("/summary/rows").asLong()).isEqualTo(100_000);
    }

    /** Puts a file and has it screened as the next one of a feed. */
    private String deliver(String feed, String content) {
        return deliver(feed, content, Flow.input().path("review"));
    }

    private String start(String key, String content) {
        return start(
                key,
                content,
                Flow.json("{\"key\": \"" + key + "\"}"),
                Flow.input().path("review"));
    }

    private String deliver(String feed, String content, JsonNode review) {
        String key = "incoming/" + feed + "/numbers.csv";
        return start(key, content, Flow.json("{\"key\": \"" + key + "\", \"feed\": \"" + feed + "\"}"), review);
    }

    private String start(String key, String content, JsonNode source, JsonNode review) {
        flow.s3.putObject(b -> b.bucket(flow.stack().datasetBucket()).key(key), RequestBody.fromString(content));
        ObjectNode input = Flow.input();
        input.putObject("dataset").set("source", source);
        input.set("review", review);
        return flow.start(input);
    }

    /** A thousand rows that no other delivery has, whose amounts lie evenly above a number. */
    private String numbers(int from) {
        deliveries++;
        StringBuilder csv = new StringBuilder("key,amount\n");
        for (int i = 0; i < 1000; i++) {
            csv.append("d")
                    .append(deliveries)
                    .append("k")
                    .append(i)
                    .append(',')
                    .append(from + i)
                    .append('\n');
        }
        return csv.toString();
    }

    private JsonNode published(String execution) {
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).as(end.error() + ": " + end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return Flow.json(end.output());
    }

    private String published(JsonNode output) {
        return flow.object(
                output.at("/published/bucket").asText(),
                output.at("/published/key").asText());
    }

    private static String publishedBy(String execution) {
        return "published/" + execution.substring(execution.lastIndexOf(':') + 1) + "/";
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
