package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.slack.SlackAnswer;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackRequest;
import dev.reviewgate.local.slack.SlackView;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Who may not decide in Slack, and who only says that they are Slack. */
class SlackRefusalsIT extends SlackFlowTest {
    private static final String FOREIGN_SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void whoeverIsNotAmongTheApproversIsToldSo() {
        String execution = flow.start(input("S0LEADS"));
        SlackMessage card = card(execution);

        SlackView refused = opens(CHLOE, card, "approve");

        assertThat(refused.submit()).isEmpty();
        assertThat(refused.shown()).contains("you are not one of them");
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(slack().now(card).isUpdated()).isFalse();
        decides(BEN, card, "approve", "");
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void dialogOfAnotherPersonIsNoWayAround() {
        String execution = flow.start(input("U0ANNA"));
        SlackView ofAnna = opens(ANNA, card(execution), "approve");

        String answer = said(submits(CHLOE, ofAnna, ""));

        assertThat(answer).contains("you are not one of them");
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    @Test
    void whoeverAskedMayNotDecide() {
        ObjectNode input = input();
        input.withObject("/review").put("requestedBy", "etl@example.com").put("requesterMayDecide", false);
        String execution = flow.start(input);
        SlackMessage card = card(execution);

        SlackView refused = opens(ETL, card, "approve");

        assertThat(refused.submit()).isEmpty();
        assertThat(refused.shown()).contains("You asked for this review");
        decides(ANNA, card, "approve", "");
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void requestThatSlackDidNotSignIsRefusedAndNotLogged() throws Exception {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        String body = slack().submissionBody(ANNA, opens(ANNA, card, "reject"), Map.of("comment", "MARKED-UNSIGNED"));

        SlackAnswer unsigned = slack().send(slack().sign(body).unsigned());
        SlackAnswer foreign = slack().send(SlackRequest.signed(body, flow.now(), FOREIGN_SECRET));
        SlackRequest genuine = slack().sign(body);
        SlackAnswer changed = slack().send(new SlackRequest(body + "&x=1", genuine.timestamp(), genuine.signature()));

        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(foreign.status()).isEqualTo(401);
        assertThat(changed.status()).isEqualTo(401);
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(flow.logged())
                .contains("a request in Slack's name was refused", "unsigned", "foreign")
                .doesNotContain("MARKED-UNSIGNED", slack().signingSecret(), slack().botToken());
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, 3_600})
    void requestOfAnotherTimeIsRefused(int seconds) throws Exception {
        String execution = flow.start(Flow.input());
        String body = slack().clickBody(ANNA, card(execution), "approve");

        SlackAnswer skewed =
                slack().send(SlackRequest.signed(body, flow.now().plusSeconds(seconds), slack().signingSecret()));

        assertThat(skewed.status()).isEqualTo(401);
        assertThat(flow.logged()).contains("skewed");
        flow.stepFunctions.stopExecution(b -> b.executionArn(execution));
    }

    @Test
    void requestThatComesAgainIsRefused() throws Exception {
        String execution = flow.start(Flow.input());
        SlackView asked = opens(ANNA, card(execution), "reject");
        SlackRequest request = slack().sign(slack().submissionBody(ANNA, asked, Map.of("comment", "MARKED-REPLAYED")));

        SlackAnswer first = slack().send(request);
        SlackAnswer second = slack().send(request);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.body()).doesNotContain("MARKED-REPLAYED");
        assertThat(flow.end(execution).error()).isEqualTo("ReviewRejected");
        assertThat(flow.logged()).contains("replayed");
    }

    @Test
    void linkShowsAReviewForVerifiedPeopleAndDoesNotDecideIt() {
        ObjectNode input = input();
        input.withObject("/review").put("requireVerified", true);
        String execution = flow.start(input);
        SlackMessage card = card(execution);

        Flow.Sent request = flow.request(execution);
        String secret = request.approve().substring(request.approve().indexOf('?') + 1);
        SlackView asked = opens(CHLOE, card, "approve");
        String shown = Flow.json(asked.privateMetadata()).path("evidence").asText();

        HttpResponse<String> page = flow.get(request.review());
        HttpResponse<String> posted = flow.send(
                "POST",
                flow.stack().apiUrl() + "/approve",
                secret + "&name=Grace&publish=ALL&comment=&evidence=" + shown,
                "Accept",
                "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        submits(CHLOE, asked, "");
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
