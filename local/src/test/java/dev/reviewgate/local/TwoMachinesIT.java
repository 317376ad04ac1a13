package dev.reviewgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.lambda.SampleFunction;
import dev.reviewgate.local.lambda.SampleJar;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.MapRunDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A template with two state machines, one of which hands its work over to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoMachinesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path root;

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;

    @BeforeAll
    void start() throws Exception {
        SampleJar.create(root.resolve("sample.jar"));
        Files.writeString(root.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Files: { Type: AWS::S3::Bucket }
                  Topic: { Type: AWS::SNS::Topic }
                  Sample:
                    Type: AWS::Serverless::Function
                    Properties: { CodeUri: sample.jar, Handler: %s, MemorySize: 64, Timeout: 30 }
                  Large:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: large.asl.json
                      DefinitionSubstitutions: { SampleArn: !GetAtt Sample.Arn, Bucket: !Ref Files, SmallArn: !Ref DatasetReview }
                  DatasetReview:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: small.asl.json
                      DefinitionSubstitutions: { LargeArn: !GetAtt Large.Arn }
                """.formatted(SampleFunction.class.getName()));
        Files.writeString(root.resolve("small.asl.json"), """
                {"QueryLanguage": "JSONata", "StartAt": "HandOver", "States": {"HandOver": {
                  "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Arguments": {"StateMachineArn": "${LargeArn}", "Input": {"list": "{% $states.input.list %}"}},
                  "Output": "{% $states.result.Output %}", "End": true}}}
                """);
        Files.writeString(root.resolve("large.asl.json"), """
                {"QueryLanguage": "JSONata", "StartAt": "EachFile", "Comment": "${SmallArn}", "States": {"EachFile": {
                  "Type": "Map", "Label": "files", "MaxConcurrency": 8,
                  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                    "Arguments": {"Bucket": "${Bucket}", "Key": "{% $states.input.list %}"}},
                  "ItemSelector": "{% $states.context.Map.Item.Value.order %}",
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "Screen", "States": {"Screen": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                      "Arguments": {"FunctionName": "${SampleArn}", "Payload": "{% '\\"' & $states.input & '\\"' %}"},
                      "Output": "{% $states.result.Payload %}", "End": true}}},
                  "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "${Bucket}", "Prefix": "runs"}},
                  "End": true}}}
                """);
        stack = Stack.start(StackOptions.of(root, root.resolve("logs")).withConcurrency(2));
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void theStackNamesAllStateMachinesAndTheOneToStart() throws Exception {
        JsonNode described = JSON.readTree(get(stack.apiUrl() + "/_local/stack"));

        assertThat(described.get("stateMachineArn").asText()).endsWith(":stateMachine:review-gate-DatasetReview");
        assertThat(described.at("/stateMachines/DatasetReview").asText())
                .isEqualTo(described.get("stateMachineArn").asText());
        assertThat(described.at("/stateMachines/Large").asText()).endsWith(":stateMachine:review-gate-Large");
    }

    @Test
    void theOneHandsOverToTheOtherAndEachFileIsAChildOfItsOwn() throws Exception {
        ExecutionDescription end = run("[{\"order\":\"pid\"},{\"order\":\"pid\"},{\"order\":\"left\"}]");

        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode manifest = object(
                JSON.readTree(end.output()).at("/ResultWriterDetails/Key").asText());
        JsonNode results = object(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText());
        assertThat(results).hasSize(3);
        Set<String> processes = new HashSet<>();
        results.forEach(result -> processes.add(result.path("Output").asText()));
        assertThat(processes).hasSizeBetween(2, 3);
        ExecutionDescription large = large();
        MapRunDescription run =
                stack.stepFunctions().mapRuns(large.executionArn()).get(0);
        assertThat(run.executionCounts().succeeded()).isEqualTo(3);
        assertThat(aws("DescribeMapRun", "{\"mapRunArn\":\"" + run.mapRunArn() + "\"}")
                        .at("/executionCounts/resultsWritten")
                        .asInt())
                .isEqualTo(3);
        assertThat(aws("ListMapRuns", "{\"executionArn\":\"" + large.executionArn() + "\"}")
                        .at("/mapRuns"))
                .hasSize(1);
        assertThat(aws("ListExecutions", "{\"mapRunArn\":\"" + run.mapRunArn() + "\",\"statusFilter\":\"SUCCEEDED\"}")
                        .at("/executions"))
                .hasSize(3);
    }

    @Test
    void thePagesLeadFromTheOneToTheOtherAndToTheChildren() throws Exception {
        ExecutionDescription end = run("[{\"order\":\"pid\"},{\"order\":\"refuse\"}]");

        assertThat(end.error()).isEqualTo("States.TaskFailed");
        assertThat(JSON.readTree(end.cause()).path("Error").asText())
                .isEqualTo("States.ExceedToleratedFailureThreshold");
        ExecutionDescription large = large();
        String child = stack
                .stepFunctions()
                .executionsOfMapRun(stack.stepFunctions()
                        .mapRuns(large.executionArn())
                        .get(0)
                        .mapRunArn())
                .stream()
                .filter(each -> each.status() == ExecutionStatus.FAILED)
                .findFirst()
                .orElseThrow()
                .name();
        assertThat(get(stack.apiUrl() + "/_local/"))
                .contains(end.name(), large.name(), "review-gate-Large")
                .doesNotContain(child);
        assertThat(page(end)).contains("Started on the way:", large.name());
        // The first child is stopped by the failure of the second, or has succeeded before it.
        assertThat(page(large)).contains("Children of EachFile", child).containsPattern("(1 of 2, 1|0 of 2, 2) failed");
        assertThat(get(stack.apiUrl() + "/_local/executions/" + child))
                .contains("One of EachFile of", large.name(), "Screen", SampleFunction.Refused.class.getName());
    }

    private ExecutionDescription run(String list) throws Exception {
        HttpResponse<String> put = http.send(
                HttpRequest.newBuilder(URI.create(stack.awsUrl() + "/" + bucket() + "/list.json"))
                        .PUT(HttpRequest.BodyPublishers.ofString(list))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(put.statusCode()).isEqualTo(200);
        String execution =
                stack.stepFunctions().startExecution(stack.stateMachineArn(), null, "{\"list\":\"list.json\"}");
        return stack.stepFunctions().end(execution).get(60, TimeUnit.SECONDS);
    }

    private ExecutionDescription large() {
        return stack.stepFunctions()
                .executions(String.valueOf(stack.stateMachines().get("Large")))
                .get(0);
    }

    private String page(ExecutionDescription execution) throws Exception {
        return get(stack.apiUrl() + "/_local/executions/" + execution.name());
    }

    private String bucket() {
        return stack.template().buckets().get(0).name();
    }

    private JsonNode object(String key) throws Exception {
        return JSON.readTree(get(stack.awsUrl() + "/" + bucket() + "/" + key));
    }

    private JsonNode aws(String operation, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(stack.awsUrl()))
                        .header("X-Amz-Target", "AWSStepFunctions." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
