package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real AWS CLI against this machine. */
class AwsCliIT extends FlowTest {
    @TempDir
    private Path directory;

    private String aws = "aws";

    @Override
    @BeforeAll
    void start() {
        Optional<String> cli = Tools.find("REVIEW_GATE_AWS_CLI", "aws");
        Tools.require("the AWS CLI", cli);
        aws = cli.orElseThrow();
        super.start();
    }

    @Test
    void anExecutionIsStartedLookedAtAndDecidedWithTheCli() throws Exception {
        String machine = flow.stack().stateMachineArn();
        String arn = run(
                        "stepfunctions",
                        "start-execution",
                        "--state-machine-arn",
                        machine,
                        "--input",
                        Flow.input().toString())
                .path("executionArn")
                .asText();
        flow.request(arn);

        JsonNode history = run("stepfunctions", "get-execution-history", "--execution-arn", arn, "--no-paginate");
        String token = "";
        for (JsonNode event : history.path("events")) {
            JsonNode parameters = event.at("/taskScheduledEventDetails/parameters");
            if (parameters.asText().contains("taskToken")) {
                token = Flow.json(parameters.asText()).at("/Payload/taskToken").asText();
            }
        }
        run(
                "stepfunctions",
                "send-task-success",
                "--task-token",
                token,
                "--task-output",
                "{\"decision\":\"APPROVED\",\"publish\":\"CLEAN\"}");

        flow.end(arn);
        JsonNode described = run("stepfunctions", "describe-execution", "--execution-arn", arn);
        assertThat(described.path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(run("stepfunctions", "list-executions", "--state-machine-arn", machine)
                        .at("/executions/0/name")
                        .asText())
                .isEqualTo(described.path("name").asText());
    }

    @Test
    void messagesFilesAndFunctionsAnswerTheCli() throws Exception {
        String topic = flow.stack().topicArn();
        Path answer = directory.resolve("answer.json");

        JsonNode published =
                run("sns", "publish", "--topic-arn", topic, "--subject", "Hello", "--message", "from the CLI");
        String listed = text("s3", "ls", "s3://" + flow.stack().datasetBucket() + "/incoming/", "--recursive");
        JsonNode invoked = run(
                "lambda",
                "invoke",
                "--function-name",
                flow.stack().functions().getOrDefault("ReviewNotifier", "?"),
                "--cli-binary-format",
                "raw-in-base64-out",
                "--payload",
                "file://" + Flow.ROOT.resolve("events/request-review.json"),
                answer.toString());

        assertThat(published.path("MessageId").asText()).isNotEmpty();
        assertThat(listed).contains("incoming/acme/customers.csv");
        assertThat(invoked.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(invoked.has("FunctionError")).isFalse();
        assertThat(Files.readString(answer)).isEqualTo("{}");
    }

    private JsonNode run(String... arguments) throws IOException, InterruptedException {
        return Flow.json(text(Stream.concat(Stream.of(arguments), Stream.of("--output", "json"))
                .toArray(String[]::new)));
    }

    private String text(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(aws, "--endpoint-url", flow.stack().awsUrl(), "--region", "us-east-1"));
        command.addAll(List.of(arguments));
        if (arguments[0].equals("lambda") && majorVersion() == 1) {
            int format = command.indexOf("--cli-binary-format");
            command.subList(format, format + 2).clear();
        }
        return Tools.run(
                command, Map.of("AWS_ACCESS_KEY_ID", "anybody", "AWS_SECRET_ACCESS_KEY", "anything", "AWS_PAGER", ""));
    }

    /** Version 1 takes a payload as it is; version 2 wants to be told. */
    private int majorVersion() throws IOException, InterruptedException {
        return Tools.run(List.of(aws, "--version"), Map.of()).startsWith("aws-cli/1") ? 1 : 2;
    }
}
