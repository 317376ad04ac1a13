package dev.reviewgate.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.local.http.Callers;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.http.Raw;
import dev.reviewgate.local.lambda.Lambda;
import dev.reviewgate.local.lambda.LambdaApi;
import dev.reviewgate.local.s3.S3Proxy;
import dev.reviewgate.local.secrets.SecretsApi;
import dev.reviewgate.local.sns.Sns;
import dev.reviewgate.local.sns.SnsApi;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.StepFunctionsApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered on the AWS port: what a client's own library would not let a test send, it writes itself. */
class AwsApiTest {
    private static final String LIST = "Action=ListTopics&Version=2010-03-31";

    @TempDir
    Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final StepFunctions stepFunctions = StepFunctions.builder().build();
    private final SecretsApi secrets = new SecretsApi();
    private final Sns sns = new Sns("http://127.0.0.1:4566");
    private Lambda lambda;
    private LoopbackServer server;
    private @Nullable AwsFault fault;

    @BeforeEach
    void start() throws Exception {
        lambda = new Lambda(List.of(), directory, Map.of(), 1, (name, line) -> {}, executor);
        server = LoopbackServer.bind(0, executor);
        server.start(
                Callers.AWS_CLIENTS,
                new AwsApi(
                        new StepFunctionsApi(stepFunctions),
                        new SnsApi(sns),
                        new LambdaApi(lambda, executor),
                        new S3Proxy(URI.create("http://127.0.0.1:1")),
                        secrets,
                        request -> fault)::handle);
    }

    @AfterEach
    void stop() {
        server.close();
        lambda.close();
        sns.close();
        stepFunctions.close();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "bucket.localhost"})
    void programOfThisMachineIsAnswered(String host) {
        assertThat(post(host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"website.example", "127.0.0.1.website.example", "localhost.website.example", "notlocalhost"})
    void nameThatAWebsitePointsAtThisMachineIsRefused(String host) {
        assertThat(post(host)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://website.example", "http://127.0.0.1:8080", "null"})
    void pageInABrowserIsRefused(String origin) {
        assertThat(post("127.0.0.1", "Origin: " + origin)).isEqualTo(403);
    }

    @Test
    void linkMayConfirmASubscriptionAndDoNothingElse() throws Exception {
        String topic = sns.createTopic("reviews", null);
        String token = sns.subscribe(topic, "https", "https://hooks.example.com/", true, null, null)
                .token();

        int published = get("/?Action=Publish&Message=spam&TopicArn=" + topic);
        int confirmed = get("/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=" + token);

        assertThat(published).isEqualTo(400);
        assertThat(sns.messages()).isEmpty();
        assertThat(confirmed).isEqualTo(200);
    }

    @Test
    void linkIsFollowedByAPersonAndNotByAnImageOfAWebsite() throws Exception {
        String topic = sns.createTopic("reviews", null);
        String token = sns.subscribe(topic, "https", "https://hooks.example.com/", true, null, null)
                .token();
        String link = "/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=" + token;

        int asImage = get(link, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors");
        int asLink = get(link, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate");

        assertThat(asImage).isEqualTo(403);
        assertThat(asLink).isEqualTo(200);
    }

    @Test
    void inboxCountsAsOneConfirmedSubscription() throws Exception {
        String topic = sns.createTopic("reviews", null);
        sns.subscribe(topic, "https", "https://hooks.example.com/", true, null, null);
        sns.unsubscribe(
                sns.subscribe(topic, "sms", "+15550100", false, null, null).arn());

        String answer = answer("Action=GetTopicAttributes&TopicArn=" + topic);

        assertThat(answer)
                .contains("<key>SubscriptionsConfirmed</key><value>1</value>")
                .contains("<key>SubscriptionsPending</key><value>1</value>")
                .contains("<key>SubscriptionsDeleted</key><value>1</value>");
        assertThat(answer("Action=ListSubscriptionsByTopic&TopicArn=" + topic))
                .contains("<Protocol>application</Protocol>", "<Endpoint>inbox</Endpoint>");
    }

    @Test
    void faultAnswersThatNobodyHasConfirmed() throws Exception {
        fault = AwsFault.snsNobodySubscribed();

        assertThat(answer("Action=GetTopicAttributes&TopicArn=" + sns.createTopic("reviews", null)))
                .contains("<key>SubscriptionsConfirmed</key><value>0</value>");
    }

    @Test
    void functionsAreListedToAGetOnly() {
        assertThat(get("/2015-03-31/functions")).isEqualTo(200);
        assertThat(Raw.status(server.port(), "DELETE", "/2015-03-31/functions", "", headers("127.0.0.1")))
                .isEqualTo(404);
    }

    private String answer(String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int post(String host, String... headers) {
        return Raw.status(server.port(), "POST", "/", LIST, headers(host, headers));
    }

    private int get(String path, String... headers) {
        return Raw.status(server.port(), "GET", path, "", headers("127.0.0.1", headers));
    }

    private List<String> headers(String host, String... more) {
        List<String> headers = new ArrayList<>(List.of("Host: " + host + ":" + server.port()));
        headers.addAll(List.of(more));
        return headers;
    }
}
