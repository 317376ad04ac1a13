package dev.reviewgate.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.slack.SlackApi;
import dev.reviewgate.slack.SlackSecret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mockito.Mockito;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** The function with its surroundings in memory, fed with the events of this project. */
final class Stack implements AutoCloseable {
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:review-gate-dev";
    static final String ESCALATION = "arn:aws:sns:us-east-1:000000000000:review-gate-dev-escalation";
    static final String CHANNEL = "C0REVIEWS";
    static final String ON_CALL = "C0ONCALL";
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    /** Ends a test that would never end; nothing that works takes so long on any machine. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(60);

    private static final Path EVENTS = Path.of("..", "events");

    final FakeS3 s3 = new FakeS3();
    final FakeSns sns = new FakeSns();
    final FakeSlack slack = new FakeSlack();
    final ReviewStore store = new ReviewStore(s3, "reviews");
    final List<Duration> pauses = new ArrayList<>();
    final ReviewNotes notes = new ReviewNotes(s3, "reviews");
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "RETENTION_DAYS", "90",
            "AWS_REGION", "us-east-1",
            "REVIEW_BUCKET", "reviews",
            "TOPIC_ARN", TOPIC,
            "API_URL", "https://abc123.execute-api.us-east-1.amazonaws.com",
            "ENVIRONMENT", "dev",
            "ESCALATE_FROM_ATTEMPT", "2",
            "REQUIRE_VERIFIED", "false",
            "REQUESTER_MAY_DECIDE", "true",
            "APPROVALS_REQUIRED", "1"));
    private Instant now = NOW;
    private Duration patience = SAFETY_NET;

    /** A stack that escalates, but has no Slack app. */
    Stack() {
        with("ESCALATION_TOPIC_ARN", ESCALATION);
    }

    /** A stack with a Slack app and two channels. */
    static Stack withSlack() {
        return new Stack()
                .with("SLACK_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:slack")
                .with("SLACK_CHANNEL", CHANNEL)
                .with("SLACK_ESCALATION_CHANNEL", ON_CALL);
    }

    /** Sets a variable of the function's environment. */
    Stack with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Makes the function give up its calls to Slack soon, as if their deadline were near. */
    void hurry() {
        patience = Duration.ofMillis(200);
    }

    /** Moves the clock. */
    void at(Instant instant) {
        now = instant;
    }

    String handle(JsonNode event) {
        return handle(Json.write(event).getBytes(UTF_8));
    }

    String handle(byte[] event) {
        variables.put("SLACK_API_URL", slack.url().toString());
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Wiring wiring = Wiring.of(
                Settings.from(variables),
                s3,
                sns,
                app -> new SlackApi(
                        app.apiUrl(),
                        new SlackSecret(new Secrets(), app.secretArn(), clock),
                        deadline -> patience,
                        pauses::add),
                new Wiring.Limits(Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(3), SAFETY_NET),
                clock,
                new SecureRandom(),
                new Log(new PrintStream(logged, true, UTF_8), clock));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            RequestStreamHandler handler = new String(event, UTF_8).contains("\"requestContext\"")
                    ? new ResendReviewHandler(address -> wiring.resend())
                    : new ReviewNotifierHandler(wiring);
            handler.handleRequest(new ByteArrayInputStream(event), output, Mockito.mock(Context.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString(UTF_8);
    }

    static ObjectNode event(String name) {
        try {
            return (ObjectNode) Json.mapper().readTree(Files.readString(EVENTS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The review that all events but a few are about. */
    ReviewRecord review() {
        return store.find(new ReviewId("CsWYyBbjpAT47NfS3GsvBg")).orElseThrow();
    }

    String logged() {
        return logged.toString(UTF_8);
    }

    /** Returns one channel's text of the last message that was published to a topic. */
    String text(String topic, String channel) {
        var published = sns.to(topic);
        return json(published.get(published.size() - 1).message()).get(channel).textValue();
    }

    /** Returns the Slack workflow's variables of the last message that was published to a topic. */
    JsonNode variables(String topic) {
        return json(text(topic, "https"));
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LinkKey keyIn(String text) {
        Matcher matcher = Pattern.compile("key=([\\w-]{43})").matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no link in " + text);
        }
        return new LinkKey(matcher.group(1));
    }

    @Override
    public void close() {
        slack.close();
    }

    /** Secrets Manager in memory. */
    private static final class Secrets implements SecretsManagerClient {
        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            return GetSecretValueResponse.builder()
                    .secretString("{\"signingSecret\": \"s\", \"botToken\": \"xoxb-secret\"}")
                    .build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
