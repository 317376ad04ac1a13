package dev.reviewgate.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static ExecutorService executor;
    private static Lambda lambda;

    @BeforeAll
    static void start() throws IOException, URISyntaxException {
        executor = Executors.newCachedThreadPool();
        Path jar = SampleJar.create(directory.resolve("sample.jar"));
        lambda = new Lambda(
                List.of(
                        function("sample", jar, Duration.ofSeconds(30), Map.of("OWN", "value")),
                        function("hasty", jar, Duration.ofMillis(500), Map.of()),
                        function("broken", jar, Duration.ofSeconds(30), Map.of("BREAK_INIT", "yes"))),
                directory,
                Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"),
                2,
                (name, line) -> {},
                executor);
    }

    @AfterAll
    static void stop() {
        lambda.close();
        executor.shutdownNow();
    }

    @Test
    void functionAnswersByNameAndByArn() throws InterruptedException {
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:sample";

        assertThat(text(lambda.invoke("sample", bytes("\"hello\"")))).isEqualTo("\"" + arn + "\"");
        assertThat(text(lambda.invoke(arn + ":$LATEST", bytes("\"hello\"")))).isEqualTo("\"" + arn + "\"");
        assertThat(lambda.find("sample:7")).isNull();
        assertThat(lambda.find("nobody")).isNull();
    }

    @Test
    void functionSeesItsOwnEnvironmentOnly() throws InterruptedException {
        String names = text(lambda.invoke("sample", bytes("\"env\"")));

        assertThat(names.replace("\"", "").split(",", -1))
                .contains("OWN", "AWS_REGION", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "AWS_ENDPOINT_URL_S3")
                .doesNotContain("HOME", "USER", "PWD");
    }

    @Test
    void functionHasNothingOfThisProgramOnItsClassPathButTheBootstrap() throws InterruptedException {
        String path = text(lambda.invoke("sample", bytes("\"classes\"")));

        assertThat(path).doesNotContain("jackson").doesNotContain("states");
        assertThat(directory.resolve("bootstrap/dev/reviewgate/local")).isDirectoryContaining("glob:**/bootstrap");
    }

    @Test
    void exceptionIsReportedAsLambdaDoes() throws Exception {
        InvocationResult result = lambda.invoke("sample", bytes("\"refuse\""));

        JsonNode error = JSON.readTree(result.payload());
        assertThat(result.functionError()).isEqualTo("Unhandled");
        assertThat(error.path("errorType").asText()).isEqualTo(SampleFunction.Refused.class.getName());
        assertThat(error.path("errorMessage").asText()).isEqualTo("no \"quotes\"\nplease");
        assertThat(error.path("stackTrace").path(0).asText()).contains("SampleFunction.handleRequest");
        assertThat(result.logTail()).contains("START RequestId: " + result.requestId(), "order refuse", "REPORT");
    }

    @Test
    void timeLimitEndsTheInstanceAndTheNextCallGetsANewOne() throws Exception {
        for (int call = 1; call <= 2; call++) {
            InvocationResult result = lambda.invoke("hasty", bytes("\"hang\""));

            JsonNode error = JSON.readTree(result.payload());
            assertThat(result.functionError()).isEqualTo("Unhandled");
            assertThat(error.path("errorType").asText()).isEqualTo("Sandbox.Timedout");
            assertThat(error.path("errorMessage").asText())
                    .isEqualTo("RequestId: " + result.requestId() + " Error: Task timed out after 0.50 seconds");
        }
    }

    @Test
    void crashIsReportedAndTheNextCallGetsANewInstance() throws Exception {
        JsonNode error =
                JSON.readTree(lambda.invoke("sample", bytes("\"halt\"")).payload());

        assertThat(error.path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(error.path("errorMessage").asText()).endsWith("Runtime exited with error: exit status 7");
        assertThat(lambda.invoke("sample", bytes("\"hello\"")).functionError()).isNull();
    }

    @Test
    void constructorThatThrowsIsReported() throws Exception {
        InvocationResult result = lambda.invoke("broken", bytes("{}"));

        assertThat(result.functionError()).isEqualTo("Unhandled");
        assertThat(JSON.readTree(result.payload()).path("errorMessage").asText())
                .isEqualTo("cannot start");
    }

    @Test
    void answerAboveSixMegabytesIsRefused() throws Exception {
        InvocationResult result = lambda.invoke("sample", bytes("\"large\""));

        assertThat(JSON.readTree(result.payload()).path("errorType").asText())
                .isEqualTo("Function.ResponseSizeTooLarge");
    }

    @Test
    void deadlineIsTold() throws Exception {
        int left = JSON.readTree(lambda.invoke("sample", bytes("\"left\"")).payload())
                .asInt();

        assertThat(left).isBetween(1, 30_000);
    }

    @Test
    void callsAtTheSameTimeGetInstancesOfTheirOwnUpToTheLimit() throws InterruptedException {
        List<CompletableFuture<String>> calls = Stream.generate(
                        () -> CompletableFuture.supplyAsync(this::pid, executor))
                .limit(12)
                .toList();

        assertThat(calls.stream().map(CompletableFuture::join).distinct().count())
                .isBetween(1L, 2L);
    }

    private String pid() {
        try {
            return text(lambda.invoke("sample", bytes("\"pid\"")));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Template.Function function(
            String name, Path jar, Duration timeout, Map<String, String> environment) {
        return new Template.Function(name, name, jar, SampleFunction.class.getName(), 128, timeout, environment);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(InvocationResult result) {
        return new String(result.payload(), UTF_8);
    }
}
