package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.slack.SlackClick;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackSubmission;
import dev.reviewgate.local.slack.SlackView;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The worked examples of the gate with the real notifier and callback; only SageMaker, CloudFormation and their S3 are played. */
class ExamplesIT extends FlowTest {
    private final PlayedServices services = PlayedServices.EXAMPLES;

    @BeforeEach
    void forget() {
        services.forget();
    }

    @Test
    void aModelIsPromotedWhenTwoPeopleHaveApprovedInSlack() throws Exception {
        String execution = begin("promote-model", input("promote-model"));
        SlackMessage card = card(execution);

        vote("U0ANNA", card, "approve", "Better than 13.");
        assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
        vote("U0BEN", card, "approve", "");

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).as(end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(services.calls().get(2))
                .startsWith("sagemaker:updateModelPackage")
                .contains("\"ModelApprovalStatus\":\"Approved\"")
                .containsIgnoringCase("Approved by Anna, Ben");
        assertThat(flow.message(execution, "review-approved").text("email"))
                .contains("The version is approved in the model registry.");
    }

    @Test
    void aModelIsRejectedInTheRegistryWithWhatThePersonWrote() throws Exception {
        String execution = begin("promote-model", input("promote-model"));

        vote("U0CHLOE", card(execution), "reject", "Recall fell for new customers.");

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(services.calls().get(2))
                .contains("\"ModelApprovalStatus\":\"Rejected\"")
                .containsIgnoringCase("Rejected by Chloe: Recall fell for new customers.");
        assertThat(flow.message(execution, "review-rejected").text("email"))
                .contains("The version is rejected in the model registry.");
    }

    @Test
    void aChangeSetIsExecutedWhenAnOperatorApprovesAndNotWhenTheRequesterDoes() throws Exception {
        String execution = begin("provision", input("provision").put("requestedBy", OperatorCli.arn("anna")));
        String review = flow.request(execution).reviewId();

        OperatorCli.Ran herself = operator("anna").run("decide", review, "approve", "--yes", "--json");
        OperatorCli.Ran another = operator("ben").run("decide", review, "approve", "--yes", "--json");

        assertThat(herself.exitCode()).isEqualTo(1);
        assertThat(another.exitCode()).as(another.err()).isZero();
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).as(end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = Flow.json(end.output());
        assertThat(output.at("/decision/reviewer/id").asText()).isEqualTo(OperatorCli.arn("ben"));
        assertThat(output.path("stackStatus").asText()).isEqualTo("UPDATE_COMPLETE");
        assertThat(services.calls())
                .filteredOn(call -> call.startsWith("cloudformation:executeChangeSet"))
                .singleElement()
                .asString()
                .contains("changeSet/wider-subnets/1a2b3c4d", "\"ClientRequestToken\":\"" + name(execution) + "\"");
    }

    @Test
    void aChangeSetIsDeletedWhenAnOperatorRejectsIt() throws Exception {
        String execution = begin("provision", input("provision"));

        OperatorCli.Ran ran = operator("anna")
                .run("decide", flow.request(execution).reviewId(), "reject", "--comment", "Not on a Friday.", "--yes");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("ReviewRejected");
        assertThat(Flow.json(end.cause()).path("comment").asText()).isEqualTo("Not on a Friday.");
        assertThat(services.calls().get(1)).startsWith("cloudformation:deleteChangeSet");
        assertThat(flow.message(execution, "review-rejected").text("email"))
                .contains("The change set is deleted, and nothing has changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote-model", "provision"})
    void whenNobodyDecidesNothingHappensAndThoseWhoWereAskedAreTold(String example) throws Exception {
        ObjectNode input = input(example);
        input.withObject("/review").put("timeoutSeconds", Flow.TIMEOUT.toSeconds());
        boolean reminds = example.equals("promote-model");

        String execution = begin(example, input);
        flow.expire(execution);
        if (reminds) {
            flow.message(execution, "review-reminder");
            flow.expire(execution);
        }

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).as(end.cause()).isEqualTo("ReviewTimedOut");
        assertThat(services.calls())
                .noneMatch(call -> call.contains("updateModelPackage") || call.contains("executeChangeSet"));
        assertThat(flow.messages(execution))
                .extracting(Flow.Sent::kind)
                .contains("review-requested", "review-timed-out")
                .doesNotContain("review-approved", "review-rejected")
                .filteredOn("review-reminder"::equals)
                .hasSize(reminds ? 1 : 0);
        assertThat(flow.request(execution).text("email"))
                .containsIgnoringCase(
                        reminds
                                ? "The model stays out of production."
                                : "The change set is deleted and nothing changes.");
    }

    private static ObjectNode input(String example) {
        return Flow.input(PlayedServices.file(example, "input"));
    }

    private String begin(String example, JsonNode input) throws IOException {
        String machine = flow.stack().createStateMachine(PlayedServices.file(example, "asl"));
        return flow.stepFunctions
                .startExecution(b -> b.stateMachineArn(machine).input(input.toString()))
                .executionArn();
    }

    private OperatorCli operator(String user) {
        return new OperatorCli(flow.stack().apiUrl(), user);
    }

    /** Waits for the message that the Slack app posts about an execution. */
    private SlackMessage card(String execution) {
        String review = flow.request(execution).reviewId();
        return Flow.eventually(
                "a card is posted",
                () -> flow.stack().slack().messages().stream()
                        .filter(message -> message.blocks().toString().contains(review))
                        .findFirst());
    }

    /** Clicks and submits, and does so again where the app says that it was too slow to be sure, as a person would. */
    private void vote(String user, SlackMessage card, String action, String comment) {
        Flow.eventually(user + " has said " + action, () -> {
            try {
                SlackClick click = flow.stack().slack().click(user, card, action);
                if (click.view() == null) {
                    return Optional.empty();
                }
                if (click.opened().submit().isEmpty()) {
                    return Optional.of(click.opened());
                }
                SlackSubmission answer = flow.stack().slack().submit(user, click.opened(), comment);
                assertThat(answer.errors()).isEmpty();
                SlackView shown = answer.view();
                boolean taken = answer.status() == 200
                        && (shown == null || shown.submit().isEmpty());
                return taken ? Optional.of(click.opened()) : Optional.empty();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String name(String execution) {
        return execution.substring(execution.lastIndexOf(':') + 1);
    }
}
