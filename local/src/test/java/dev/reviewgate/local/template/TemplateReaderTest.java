package dev.reviewgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {
    private static Template read(Map<String, String> parameters) {
        return TemplateReader.read(sample(), parameters, Map.of(), "http://127.0.0.1:8080");
    }

    private static Path sample() {
        try {
            return Path.of(Objects.requireNonNull(TemplateReaderTest.class.getResource("template.yaml"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void functionHasItsJarHandlerAndLimits() {
        Template.Function worker = read(Map.of()).functions().get(0);

        assertThat(worker.name()).isEqualTo("review-gate-Worker");
        assertThat(worker.code()).isEqualTo(sample().resolveSibling("worker/target/worker.jar"));
        assertThat(worker.handler()).isEqualTo("com.example.Worker::handleRequest");
        assertThat(worker.memoryMegabytes()).isEqualTo(512);
        assertThat(worker.timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void everyIntrinsicFunctionIsEvaluated() {
        assertThat(read(Map.of()).functions().get(0).environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "SHARED", "yes-please",
                        "OWN", "from-function",
                        "BUCKET", "review-gate-data",
                        "TOPIC", "arn:aws:sns:us-east-1:000000000000:gate-dev",
                        "THRESHOLD", "0.06",
                        "URL", "http://127.0.0.1:8080/x?keep=${Literal}&acc=000000000000",
                        "LONG", "test-us-east-1",
                        "JOINED", "aws+b",
                        "EITHER", "no"));
    }

    @Test
    void parametersDecideConditions() {
        Template template = read(Map.of("Environment", "prod", "SlackUrl", "https://hooks.example.com/x"));

        assertThat(template.subscriptions())
                .containsExactly(new Template.Subscription(
                        "arn:aws:sns:us-east-1:000000000000:gate-prod",
                        "https",
                        "https://hooks.example.com/x",
                        true,
                        null,
                        "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}"));
        assertThat(template.functions().get(0).environment())
                .containsEntry("GONE", "here")
                .containsEntry("LONG", "live-us-east-1")
                .containsEntry("EITHER", "yes");
    }

    @Test
    void routesBucketsAndMachinesAreRead() {
        Template template = read(Map.of());

        assertThat(template.routes()).extracting(Template.Route::key).containsExactly("GET /page", "$default");
        assertThat(template.buckets()).containsExactly(new Template.Bucket("Data", "review-gate-data", true));
        assertThat(template.subscriptions()).isEmpty();
        assertThat(template.stateMachines().get(0).name()).isEqualTo("machine-dev");
        assertThat(template.stateMachines().get(0).substitutions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "WorkerArn",
                        "arn:aws:lambda:us-east-1:000000000000:function:review-gate-Worker",
                        "Seconds",
                        "60"));
    }

    @Test
    void kindThatDoesNotRunHereIsRefusedByName(@TempDir Path directory) throws IOException {
        Path file = write(directory, "Resources: { Jobs: { Type: AWS::SQS::Queue } }");

        assertThatThrownBy(() -> TemplateReader.read(file, Map.of(), Map.of(), ""))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageContaining("Jobs")
                .hasMessageContaining("AWS::SQS::Queue");
    }

    @Test
    void nameThatDoesNotExistIsNamed(@TempDir Path directory) throws IOException {
        Path file = write(
                directory, "Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: !Ref Missing } } }");

        assertThatThrownBy(() -> TemplateReader.read(file, Map.of(), Map.of(), ""))
                .hasMessageContaining("Missing");
    }

    @Test
    void parameterWithoutAValueIsNamed(@TempDir Path directory) throws IOException {
        Path file = write(directory, "Parameters: { Phone: { Type: String } }");

        assertThatThrownBy(() -> TemplateReader.read(file, Map.of(), Map.of(), ""))
                .hasMessageContaining("Phone");
        assertThatThrownBy(() -> TemplateReader.read(file, Map.of("Phone", "1", "Fax", "2"), Map.of(), ""))
                .hasMessageContaining("Fax");
    }

    @Test
    void functionThatIsNotSupportedIsNamed(@TempDir Path directory) throws IOException {
        Path file = write(
                directory,
                "Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue x } } }");

        assertThatThrownBy(() -> TemplateReader.read(file, Map.of(), Map.of(), ""))
                .hasMessageContaining("Fn::ImportValue");
    }

    @Test
    void routeSaysWhetherItAsksForASignature(@TempDir Path directory) throws IOException {
        Path file = write(directory, """
                Resources:
                  Api: { Type: AWS::Serverless::HttpApi, Properties: { Auth: { EnableIamAuthorizer: true } } }
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: worker.jar
                      Handler: Worker
                      Events:
                        Open: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: /page } }
                        List:
                          Type: HttpApi
                          Properties: { ApiId: !Ref Api, Method: GET, Path: "/list/{id}", Auth: { Authorizer: AWS_IAM } }
                """);

        assertThat(TemplateReader.read(file, Map.of(), Map.of(), "").routes())
                .containsExactly(
                        new Template.Route("GET", "/page", "Worker", false),
                        new Template.Route("GET", "/list/{id}", "Worker", true));
    }

    @Test
    void guardThatWouldNotBeThereIsRefused(@TempDir Path directory) throws IOException {
        String template = """
                Resources:
                  Api: { Type: AWS::Serverless::HttpApi }
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: worker.jar
                      Handler: Worker
                      Events: { List: { Type: HttpApi, Properties: { ApiId: !Ref Api, Auth: { Authorizer: AUTHORIZER } } } }
                """;

        Path notEnabled = write(directory, template.replace("AUTHORIZER", "AWS_IAM"));
        assertThatThrownBy(() -> TemplateReader.read(notEnabled, Map.of(), Map.of(), ""))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageContaining("EnableIamAuthorizer");
        Path unknown = write(directory, template.replace("AUTHORIZER", "Tokens"));
        assertThatThrownBy(() -> TemplateReader.read(unknown, Map.of(), Map.of(), ""))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageContaining("Worker event List has the authorizer Tokens");
    }

    @Test
    void defaultsCountLessThanWhatIsGivenAndMoreThanTheTemplates() {
        Map<String, String> defaults = Map.of("SlackUrl", "https://local/x", "NotInThisTemplate", "x");

        Template usual = TemplateReader.read(sample(), Map.of(), defaults, "");
        Template given = TemplateReader.read(sample(), Map.of("SlackUrl", ""), defaults, "");

        assertThat(usual.subscriptions())
                .extracting(Template.Subscription::endpoint)
                .containsExactly("https://local/x");
        assertThat(given.subscriptions()).isEmpty();
    }

    private static Path write(Path directory, String yaml) throws IOException {
        return Files.writeString(directory.resolve("template.yaml"), yaml);
    }
}
