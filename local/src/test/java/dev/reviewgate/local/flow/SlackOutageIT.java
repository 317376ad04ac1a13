package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Faults;
import dev.reviewgate.local.slack.SlackFault;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackView;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What becomes of a review while Slack is away, and when it comes back. */
class SlackOutageIT extends SlackFlowTest {
    static Stream<SlackFault> outages() {
        return Stream.of(SlackFault.serverError(), SlackFault.hang(), SlackFault.rateLimited(120));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void outageDelaysNobodyWhoIsAskedOtherwise(SlackFault outage) {
        slack().fail("*", outage);
        String execution = flow.start(Flow.input());

        Flow.Sent request = flow.request(execution);
        flow.send(flow.open(request.approve()).by("Ada").with("publish", "ALL"));

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(cards(execution)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void cardThatWasNotUpdatedIsMadeGoodByTheNextPress(SlackFault outage) {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        slack().fail("chat.update", outage);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));
        flow.end(execution);
        SlackMessage stale = slack().now(card);

        slack().recover();
        SlackView late = opens(BEN, stale, "reject");

        assertThat(stale.buttons()).contains("approve");
        assertThat(late.submit()).isEmpty();
        assertThat(late.shown()).contains("Approved", "Ada");
        assertThat(shows(card, "Approved").buttons()).isEmpty();
    }

    @Test
    void decisionInSlackStandsWhileItsCardCannotBeUpdated() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        slack().fail("chat.update", SlackFault.serverError());

        String said = said(decides(ANNA, card, "approve", ""));

        assertThat(said).contains("Thank you");
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void shortLimitOfSlacksIsWaitedFor() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        slack().fail("chat.update", SlackFault.rateLimited(1));

        decides(ANNA, card, "approve", "");

        assertThat(shows(card, "Approved").buttons()).isEmpty();
        flow.end(execution);
    }

    @Test
    void nobodyDecidesWhileSlackCannotSayWhoTheyAre() {
        String execution = flow.start(input("S0LEADS"));
        SlackMessage card = card(execution);
        SlackView asked = opens(ANNA, card, "approve");
        slack().fail("usergroups.users.list", SlackFault.serverError());

        SlackView notNow = presses(BEN, card, "approve").opened();
        boolean waits = flow.describe(execution).status() == ExecutionStatus.RUNNING;
        slack().recover();
        String said = said(submits(ANNA, asked, ""));

        assertThat(notNow.submit()).isEmpty();
        assertThat(notNow.title()).isEqualTo(TRY_AGAIN);
        assertThat(waits).isTrue();
        assertThat(said).contains("Thank you");
        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void slackAloneIsEnoughToAsk() {
        flow.faults().snsDenied(Faults.ALWAYS);
        String execution = flow.start(Flow.input());

        decides(ANNA, card(execution), "approve", "");

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(flow.messages(execution)).isEmpty();
    }

    @Test
    void executionFailsWhenNeitherGotThrough() {
        flow.faults().snsDenied(Faults.ALWAYS);
        slack().fail("*", SlackFault.serverError());

        DescribeExecutionResponse end = flow.end(flow.start(Flow.input()));

        assertThat(end.error()).isEqualTo("NotificationFailed");
    }

    @Test
    void messageWhoseAnswerWasLostDoesNotFailTheReview() {
        slack().fail("chat.postMessage", SlackFault.answerLost());
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        flow.request(execution);
        slack().recover();

        decides(ANNA, card, "approve", "");

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void rotatedSecretIsReadAgain() {
        String execution = flow.start(Flow.input());
        SlackMessage card = card(execution);
        slack().rotate();

        decides(ANNA, card, "approve", "");

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void unreadableSecretStopsNoReview() {
        ObjectNode input = Flow.input();
        flow.faults().secretsDenied(Faults.ALWAYS);

        String execution = flow.start(input);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        assertThat(flow.end(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
