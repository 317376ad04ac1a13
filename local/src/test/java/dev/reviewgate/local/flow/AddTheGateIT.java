package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The states of docs/add-the-gate.md with the real notifier and callback. */
class AddTheGateIT extends FlowTest {
    private static final String DATA =
            "{\"auc\":0.94,\"dataset\":\"orders-2026\",\"requestedBy\":\"etl@example.com\",\"theirs\":[1,{\"a\":null}]}";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "JSONata, approve, Promoted",
        "JSONPath, approve, Promoted",
        "JSONata, reject, DoNotPromote",
        "JSONPath, reject, DoNotPromote",
    })
    void whatOperatorsDecideGoesOnWithTheData(String byDefault, String decision, String end) throws Exception {
        String execution = start(byDefault, decision);
        String review = flow.request(execution).reviewId();

        decide("anna", review, decision);
        if (decision.equals("approve")) {
            assertThat(flow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
            decide("ben", review, decision);
        }

        DescribeExecutionResponse ended = flow.end(execution);
        assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = Flow.json(ended.output());
        assertThat(output.path("end").asText()).isEqualTo(end);
        assertThat(output.path("data").toString()).isEqualTo(DATA);
        assertThat(output.path("known").asText()).isNotEmpty();
    }

    private String start(String byDefault, String decision) throws IOException {
        Path file = directory.resolve("pasted-" + byDefault + "-" + decision + ".asl.json");
        ObjectNode pasted = PastedGate.jsonata(byDefault);
        // Where several have to approve, AWS identities count only if they are named.
        pasted.withObject("/States/RequestReview/Arguments/Payload/policy")
                .putArray("approvers")
                .add(OperatorCli.arn("anna"))
                .add(OperatorCli.arn("ben"));
        Files.writeString(file, pasted.toString());
        String machine = flow.stack().createStateMachine(file);
        return flow.stepFunctions
                .startExecution(b -> b.stateMachineArn(machine).input(DATA))
                .executionArn();
    }

    private void decide(String user, String review, String decision) {
        OperatorCli.Ran ran = operator(user).run("decide", review, decision, "--comment", "Seen.", "--yes");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private OperatorCli operator(String user) {
        return new OperatorCli(flow.stack().apiUrl(), user);
    }
}
