package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Faults;
import dev.reviewgate.local.slack.SlackFault;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What happens when a service that the flow needs says no. */
class FaultsIT extends FlowTest {
    @Test
    void whenSnsRefusesItIsTriedAgainAndThenTheExecutionFailsWithoutWaiting() {
        flow.stack().slack().fail("*", SlackFault.serverError());
        flow.faults().snsDenied(Faults.ALWAYS);
        String execution = flow.start(Flow.input());

        DescribeExecutionResponse end = flow.end(execution);

        assertThat(end.error()).isEqualTo("NotificationFailed");
        assertThat(end.cause()).contains("dev.reviewgate.notifier.NotificationNotSent", "SNS did not take the message");
        assertThat(flow.failures(execution)).isEqualTo(4);
    }

    @Test
    void whenNobodyIsSubscribedTheExecutionFailsWithoutWaiting() {
        flow.stack().slack().fail("*", SlackFault.serverError());
        flow.faults().snsNobodySubscribed(Faults.ALWAYS);

        DescribeExecutionResponse end = flow.end(flow.start(Flow.input()));

        assertThat(end.error()).isEqualTo("NotificationFailed");
        assertThat(end.cause()).contains("nobody has confirmed a subscription");
    }

    @Test
    void whenSnsComesBackInTimeTheReviewIsAskedForOnce() {
        flow.stack().slack().fail("*", SlackFault.serverError());
        flow.faults().snsDenied(1);
        String execution = flow.start(Flow.input());

        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(flow.messages(execution))
                .extracting(Flow.Sent::kind)
                .containsExactly("review-requested", "review-approved");
    }

    @Test
    void whenS3RefusesTheRecordItIsTriedAgainAndNobodyIsAsked() {
        flow.faults()
                .s3Puts(
                        flow.stack().reviewBucket(),
                        key -> key.endsWith("/request.json"),
                        403,
                        "AccessDenied",
                        Faults.ALWAYS);

        String execution = flow.start(Flow.input());

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("NotificationFailed");
        assertThat(end.cause()).contains("S3 did not take the review's record");
        assertThat(flow.failures(execution)).isEqualTo(4);
        assertThat(flow.messages(execution)).isEmpty();
    }

    @Test
    void whenStepFunctionsThrottlesTheFormKeepsItsInputAndTryingAgainWorks() {
        String execution = flow.start(Flow.input());
        Form form = flow.open(flow.request(execution).approve())
                .by("Ada <Lovelace>")
                .with("publish", "CLEAN")
                .with("comment", "first line\nsecond \"line\"");
        Faults.Fault throttled = flow.faults().sendTaskThrottled(Faults.ALWAYS);

        HttpResponse<String> busy = flow.sendOnce(form);

        assertThat(busy.statusCode()).isEqualTo(503);
        Form kept = Form.in(busy.body(), form.action());
        assertThat(kept.fields()).containsEntry("name", "Ada <Lovelace>").containsEntry("publish", "CLEAN");
        assertThat(kept.fields().getOrDefault("comment", "").replace("\r\n", "\n"))
                .isEqualTo("first line\nsecond \"line\"");
        flow.faults().remove(throttled);
        assertThat(flow.send(kept).statusCode()).isEqualTo(200);
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whenTheDecisionCannotBeRecordedItStandsAndIsLogged() {
        String execution = flow.start(Flow.input());
        Form form = flow.open(flow.request(execution).reject())
                .by("Grace Unrecorded")
                .with("comment", "Wrong unit.");
        flow.faults()
                .s3Puts(
                        flow.stack().reviewBucket(),
                        key -> key.endsWith("/decision.json"),
                        403,
                        "AccessDenied",
                        Faults.ALWAYS);

        HttpResponse<String> answer = flow.send(form);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(flow.end(execution).error()).isEqualTo("ReviewRejected");
        String line = flow.logged()
                .lines()
                .filter(l -> l.contains("Grace Unrecorded"))
                .findFirst()
                .orElseThrow();
        JsonNode logged = Flow.json(line.substring(line.indexOf('{')));
        assertThat(logged.path("level").asText()).isEqualTo("ERROR");
        assertThat(logged.path("DecisionNotRecorded").asInt()).isEqualTo(1);
        assertThat(logged.at("/decision/comment").asText()).isEqualTo("Wrong unit.");
    }

    @Test
    void aDatasetThatChangedAfterTheReviewWasOpenedIsPublishedAsItWasReviewed() {
        String execution = flow.start(Flow.input());
        Form form = flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL");
        String key = "datasets/" + execution.substring(execution.lastIndexOf(':') + 1) + "/dataset.csv";
        String reviewed = flow.object(flow.stack().datasetBucket(), key);
        flow.s3.putObject(
                b -> b.bucket(flow.stack().datasetBucket()).key(key), RequestBody.fromString("tampered\n1\n"));

        flow.send(form);

        JsonNode output = Flow.json(flow.end(execution).output());
        assertThat(flow.object(
                        output.at("/published/bucket").asText(),
                        output.at("/published/key").asText()))
                .isEqualTo(reviewed);
    }

    @Test
    void whenWhatWasApprovedCannotBePublishedWhoeverDecidedIsTold() {
        String execution = flow.start(Flow.input());
        Form form = flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL");
        flow.faults().s3DeniedPuts(flow.stack().datasetBucket(), "published/", Faults.ALWAYS);

        flow.send(form);

        assertThat(flow.end(execution).error()).isEqualTo("PublicationFailed");
        assertThat(flow.message(execution, "review-failed").text("email"))
                .contains("Approved by Ada", "but then it failed", "was not published");
    }

    @Test
    void aReminderThatSnsDoesNotTakeEndsNothing() {
        ObjectNode input = Flow.input();
        input.withObject("/review").put("reminders", 1);
        String execution = flow.start(input);
        Flow.Sent request = flow.request(execution);
        flow.stack().slack().fail("*", SlackFault.serverError());
        flow.faults().snsDenied(Faults.ALWAYS);
        flow.expire(execution);
        flow.entered(execution, "RequestReview", 2);

        Form form = flow.open(request.approve()).by("Ada").with("publish", "ALL");
        assertThat(flow.send(form).statusCode()).isEqualTo(200);

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        Flow.eventually(
                "it is logged",
                () -> Optional.of(flow.logged(request.reviewId()))
                        .filter(log -> log.contains("a reminder was not sent; earlier links work")));
    }

    @Test
    void aConfigOf200kBComesBackWhole() {
        ObjectNode input = Flow.input();
        ObjectNode config = input.putObject("config");
        config.put("text", "ä€😀\"\\\n".repeat(10_000));
        config.put("padding", "x".repeat(60_000));
        config.putArray("list").add(1).addNull().add(0.1).addArray().add(true);
        config.put("big", 9_007_199_254_740_991L);
        String execution = flow.start(input);

        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "CLEAN"));

        assertThat(config.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeGreaterThan(200_000);
        assertThat(Flow.json(flow.end(execution).output()).path("config")).isEqualTo(config);
    }

    @Test
    void aConfigThatIsTooBigIsRefusedBeforeAnybodyIsAsked() {
        ObjectNode input = Flow.input();
        input.putObject("config").put("text", "x".repeat(250_000));
        ObjectNode larger = Flow.input();
        larger.putObject("config").put("text", "x".repeat(270_000));

        String execution = flow.start(input);

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("InvalidInput");
        assertThat(end.cause()).contains("config").contains("240000");
        assertThat(flow.messages(execution)).isEmpty();
        assertThatThrownBy(() -> flow.start(larger)).isInstanceOf(SfnException.class);
    }
}
