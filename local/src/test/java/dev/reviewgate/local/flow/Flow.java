package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Faults;
import dev.reviewgate.local.Stack;
import dev.reviewgate.local.StackOptions;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.time.TestTime;
import dev.reviewgate.states.HistoryEvent;
import dev.reviewgate.states.StepFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The whole flow on this machine, driven as its users do: the AWS SDK, the messages, and HTTP. */
final class Flow implements AutoCloseable {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** How long each request for a review waits, unless a test says otherwise. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** No verdict depends on it: it only ends what would never end. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable Flow shared;

    private final Path logs;
    private final TestTime time;
    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();
    final SfnClient stepFunctions;
    final S3Client s3;

    /** Returns the stack of all classes in this process that need nothing special; it stops with the process. */
    static synchronized Flow shared() {
        if (shared == null) {
            shared = new Flow(options -> options.withIntegrations(PlayedServices.EXAMPLES.integrations()));
        }
        return shared;
    }

    /** Starts everything with other options than the usual ones. */
    Flow(UnaryOperator<StackOptions> options) {
        try {
            Path directory =
                    Files.createTempDirectory(Path.of("target"), "flow-").toAbsolutePath();
            logs = directory.resolve("logs");
            time = new TestTime(directory.resolve("time"));
            stack = Stack.start(time.in(options.apply(StackOptions.of(ROOT, logs))));
        } catch (IOException | InterruptedException | LoopbackServer.PortInUse e) {
            throw new AssertionError(e);
        }
        // What is tested is what happens, not how fast a busy machine is; Slack's three seconds have tests of their
        // own.
        stack.slack().setPatience(PATIENCE);
        URI aws = URI.create(stack.awsUrl());
        StaticCredentialsProvider anybody =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("anybody", "anything"));
        stepFunctions = SfnClient.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(anybody)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        s3 = S3Client.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(anybody)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    Faults faults() {
        return stack.faults();
    }

    Stack stack() {
        return stack;
    }

    /** Returns everything that the functions have logged. */
    String logged() {
        try (Stream<Path> files = Files.walk(logs)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of the functions' logs that name an execution, or a review. */
    String logged(String name) {
        return logged().lines().filter(line -> line.contains(name)).collect(Collectors.joining("\n"));
    }

    /** Returns an execution input whose small dataset needs a review. */
    static ObjectNode input() {
        ObjectNode input = JSON.createObjectNode();
        input.putObject("dataset").put("rows", 2000).put("seed", 1).put("anomalyRate", 0.1);
        input.putObject("review")
                .put("timeoutSeconds", TIMEOUT.toSeconds())
                .put("reminders", 0)
                .put("requestedBy", "tests@example.com");
        input.putObject("config").put("target", "warehouse");
        return input;
    }

    static ObjectNode input(Path file) {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an execution and returns its ARN. */
    String start(JsonNode input) {
        return stepFunctions
                .startExecution(b -> b.stateMachineArn(stack.stateMachineArn()).input(input.toString()))
                .executionArn();
    }

    /** Stops each execution that still runs: time that passes later must not wake it. */
    void stopAll() {
        StepFunctions engine = stack.stepFunctions();
        engine.executions().stream()
                .filter(execution -> execution.status() == dev.reviewgate.states.ExecutionStatus.RUNNING)
                .forEach(execution -> engine.stopExecution(execution.executionArn(), null, null));
    }

    /** Waits until the execution has asked and waits for an answer, and lets the time for it pass. */
    void expire(String execution) {
        eventually("the execution waits for a review", () -> {
            List<HistoryEvent> history = stack.stepFunctions().history(execution);
            return Optional.of(history.get(history.size() - 1))
                    .filter(last -> last.type().equals("TaskSubmitted"));
        });
        time.advance(TIMEOUT.plusSeconds(1));
    }

    /** Returns the time in the stack. */
    Instant now() {
        return time.now();
    }

    DescribeExecutionResponse describe(String execution) {
        return stepFunctions.describeExecution(b -> b.executionArn(execution));
    }

    DescribeExecutionResponse end(String execution) {
        return eventually(
                "the execution ends",
                () -> Optional.of(describe(execution)).filter(d -> d.status() != ExecutionStatus.RUNNING));
    }

    /** Waits for the state to be entered for the given time, from 1. */
    void entered(String execution, String state, int times) {
        eventually(
                state + " is entered " + times + " times",
                () ->
                        stepFunctions
                                                .getExecutionHistory(b -> b.executionArn(execution)
                                                        .maxResults(1000))
                                                .events()
                                                .stream()
                                                .filter(e -> e.stateEnteredEventDetails() != null
                                                        && state.equals(e.stateEnteredEventDetails()
                                                                .name()))
                                                .count()
                                        >= times
                                ? Optional.of(true)
                                : Optional.empty());
    }

    /** Waits for the message of a kind about an execution. */
    Sent message(String execution, String kind) {
        return eventually(
                kind + " is published",
                () -> messages(execution).stream()
                        .filter(m -> m.kind().equals(kind))
                        .findFirst());
    }

    Sent request(String execution) {
        return message(execution, "review-requested");
    }

    /** Returns the messages about an execution; one that was sent twice, because its answer came too late, counts once. */
    List<Sent> messages(String execution) {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        Map<String, Sent> sent = new LinkedHashMap<>();
        for (JsonNode message : json(get(stack.apiUrl() + "/_local/messages").body())) {
            Sent candidate = new Sent(message);
            if (candidate.slack("execution").equals(name)) {
                sent.putIfAbsent(message.path("topicArn").asText() + message.path("messages"), candidate);
            }
        }
        return List.copyOf(sent.values());
    }

    /** Returns how often a task of an execution failed; a call that is only made again within it does not count. */
    long failures(String execution) {
        return stack.stepFunctions().history(execution).stream()
                .filter(event -> event.type().equals("TaskFailed"))
                .count();
    }

    HttpResponse<String> get(String url, String... headers) {
        return send("GET", url, null, headers);
    }

    HttpResponse<String> send(String method, String url, @Nullable String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (form == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(form, UTF_8))
                    .header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the headers with which an IAM user signs a request, for {@link #send}. */
    String[] signed(String accessKey, String method, String url, String body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create(url))
                .build();
        AwsBasicCredentials credentials =
                AwsBasicCredentials.create(accessKey, stack.secretAccessKey().value());
        List<String> headers = new ArrayList<>();
        AwsV4HttpSigner.create()
                .sign(r -> r.identity(credentials)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request()
                .headers()
                .forEach((name, values) -> {
                    if (!name.equals("Host")) {
                        values.forEach(value -> headers.addAll(List.of(name, value)));
                    }
                });
        return headers.toArray(String[]::new);
    }

    /** Opens the page behind a link and returns its form, as a browser would show it. */
    Form open(String link) {
        HttpResponse<String> page = patiently("the page opens", () -> get(link, "Accept", "text/html"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return Form.in(page.body(), link);
    }

    /** Sends a form once and returns the answer. */
    HttpResponse<String> sendOnce(Form form) {
        return send("POST", form.action(), form.body(), "Accept", "text/html");
    }

    /** Sends a form, and again as long as the answer says that it did not get through, as a person would. */
    HttpResponse<String> send(Form form) {
        return patiently("the form gets through", () -> sendOnce(form));
    }

    private static HttpResponse<String> patiently(String what, Supplier<HttpResponse<String>> request) {
        return eventually(what, () -> Optional.of(request.get()).filter(answer -> answer.statusCode() != 503));
    }

    /** The object as text, with U+FFFD for what is not UTF-8, as in a dataset that came in another encoding. */
    String object(String bucket, String key) {
        return new String(s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArray(), UTF_8);
    }

    List<String> keys(String bucket, String prefix) {
        return s3.listObjectsV2(b -> b.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Looks again and again until there is a value or the patience is at an end. */
    static <T> T eventually(String what, Supplier<Optional<T>> look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
    }

    @Override
    public void close() {
        stepFunctions.close();
        s3.close();
        stack.close();
    }

    /** A message as the inbox keeps it. */
    record Sent(JsonNode json) {
        String kind() {
            return json.at("/attributes/kind").asText();
        }

        /** Returns a variable of the Slack workflow; a message that somebody published by hand has none. */
        String slack(String variable) {
            String text = text("https");
            return text.startsWith("{") ? Flow.json(text).path(variable).asText() : "";
        }

        String text(String channel) {
            return json.at("/messages/" + channel).asText();
        }

        String approve() {
            return slack("approval_link");
        }

        String reject() {
            return slack("rejection_link");
        }

        String review() {
            return slack("review_link");
        }

        String reviewId() {
            return review().replaceFirst(".*review=([^&]+).*", "$1");
        }
    }
}
