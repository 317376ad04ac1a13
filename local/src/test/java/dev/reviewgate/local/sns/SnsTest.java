package dev.reviewgate.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.http.LoopbackServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Received(
            String type, @Nullable String raw, @Nullable String contentType, String body) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Sns sns = new Sns("http://127.0.0.1:4566");
    private LoopbackServer endpoint;
    private String topic;

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        topic = sns.createTopic("reviews", null);
        endpoint = LoopbackServer.bind(0, executor);
        endpoint.start(exchange -> {
            received.add(new Received(
                    String.valueOf(exchange.header("x-amz-sns-message-type")),
                    exchange.header("x-amz-sns-rawdelivery"),
                    exchange.header("Content-Type"),
                    new String(Objects.requireNonNull(exchange.body(1_000_000)), StandardCharsets.UTF_8)));
            exchange.send(200, new byte[0]);
        });
    }

    @AfterEach
    void stop() {
        endpoint.close();
        sns.close();
        executor.shutdownNow();
    }

    @Test
    void eachProtocolGetsItsOwnText() throws SnsException {
        Message message = sns.publish(structured("{\"default\":\"d\",\"sms\":\"s\",\"number\":1}"));

        assertThat(message.text("sms")).isEqualTo("s");
        assertThat(message.text("email")).isEqualTo("d");
        assertThat(message.messages()).doesNotContainKey("number");
        assertThat(sns.messages()).containsExactly(message);
    }

    @Test
    void structuredMessageNeedsADefault() {
        assertThatThrownBy(() -> sns.publish(structured("{\"sms\":\"s\"}")))
                .isInstanceOf(SnsException.class)
                .hasMessageContaining("No default entry in JSON message body");
        assertThatThrownBy(() -> sns.publish(structured("{"))).hasMessageContaining("failed to parse");
        assertThat(sns.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "tab\there", "umlaut ä", " space first"})
    void subjectThatSnsRefusesIsRefused(String subject) {
        assertThatThrownBy(() -> sns.publish(new PublishRequest(topic, "m", subject, null, Map.of())))
                .hasMessage("Invalid parameter: Subject");
    }

    @Test
    void subjectMayHaveNinetyNineCharacters() throws SnsException {
        sns.publish(new PublishRequest(topic, "m", "x".repeat(99), null, Map.of()));

        assertThatThrownBy(() -> sns.publish(new PublishRequest(topic, "m", "x".repeat(100), null, Map.of())))
                .hasMessage("Invalid parameter: Subject");
    }

    @Test
    void messageMayHave256KilobytesWithItsAttributes() throws SnsException {
        int limit = 256 * 1024;
        sns.publish(new PublishRequest(topic, "x".repeat(limit), null, null, Map.of()));

        Map<String, Message.Attribute> attributes = Map.of("kind", new Message.Attribute("String", "review"));
        assertThatThrownBy(() -> sns.publish(new PublishRequest(topic, "x".repeat(limit), null, null, attributes)))
                .hasMessageContaining("too long");
    }

    @Test
    void unknownTopicIsNotFound() {
        assertThatThrownBy(() -> sns.publish(new PublishRequest(topic + "x", "m", null, null, Map.of())))
                .isInstanceOfSatisfying(SnsException.class, e -> {
                    assertThat(e.code()).isEqualTo("NotFound");
                    assertThat(e.status()).isEqualTo(404);
                });
    }

    @Test
    void endpointGetsNothingBeforeItConfirms() throws Exception {
        sns.subscribe(topic, "http", endpoint.url(), true, null, null);
        JsonNode question = JSON.readTree(take().body());

        sns.publish(structured("{\"default\":\"early\"}"));
        sns.confirm(topic, question.path("Token").asText());
        sns.publish(structured("{\"default\":\"d\",\"http\":\"late\"}"));

        assertThat(question.path("SubscribeURL").asText())
                .startsWith("http://127.0.0.1:4566/?Action=ConfirmSubscription&TopicArn=arn%3Aaws");
        assertThat(take()).isEqualTo(new Received("Notification", "true", "text/plain; charset=UTF-8", "late"));
    }

    @Test
    void envelopeCarriesSubjectAndAttributesWithoutRawDelivery() throws Exception {
        confirmed(false, null);

        sns.publish(new PublishRequest(
                topic, "text", "Subject", null, Map.of("kind", new Message.Attribute("String", "review"))));

        Received notification = take();
        JsonNode body = JSON.readTree(notification.body());
        assertThat(notification.raw()).isNull();
        assertThat(body.path("Type").asText()).isEqualTo("Notification");
        assertThat(body.path("Subject").asText()).isEqualTo("Subject");
        assertThat(body.path("Message").asText()).isEqualTo("text");
        assertThat(body.path("MessageAttributes").path("kind").path("Value").asText())
                .isEqualTo("review");
    }

    @Test
    void filterPolicyHoldsBackWhatItDoesNotName() throws Exception {
        confirmed(true, "{\"environment\":[\"prod\",{\"prefix\":\"pre\"}]}");

        for (String environment : List.of("dev", "prod", "preview")) {
            sns.publish(new PublishRequest(
                    topic,
                    environment,
                    null,
                    null,
                    Map.of("environment", new Message.Attribute("String", environment))));
        }

        assertThat(take().body()).isEqualTo("prod");
        assertThat(take().body()).isEqualTo("preview");
    }

    @Test
    void endpointElsewhereIsListedAndNeverCalled() throws SnsException {
        sns.subscribe(topic, "https", "https://hooks.example.com/workflow", true, null, null);

        assertThat(sns.subscriptions(topic))
                .extracting(Subscription::protocol, Subscription::confirmed)
                .containsExactly(tuple("application", true), tuple("https", false));
        assertThat(received).isEmpty();
    }

    @Test
    void rawDeliveryByMailIsRefused() {
        assertThatThrownBy(() -> sns.subscribe(topic, "email", "a@example.com", true, null, null))
                .hasMessageContaining("RawMessageDelivery");
    }

    @Test
    void notificationHasTheContentTypeOfItsDeliveryPolicy() throws Exception {
        String policy = "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}";
        sns.subscribe(topic, "http", endpoint.url(), true, null, policy);
        Received question = take();
        sns.confirm(topic, JSON.readTree(question.body()).path("Token").asText());

        sns.publish(structured("{\"default\":\"{}\"}"));

        assertThat(question.contentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(take().contentType()).isEqualTo("application/json");
        assertThatThrownBy(() -> sns.subscribe(topic, "http", endpoint.url(), true, null, "json"))
                .hasMessageContaining("DeliveryPolicy");
    }

    private void confirmed(boolean raw, @Nullable String filter) throws Exception {
        sns.subscribe(topic, "http", endpoint.url(), raw, filter, null);
        sns.confirm(topic, JSON.readTree(take().body()).path("Token").asText());
    }

    private Received take() throws InterruptedException {
        return Objects.requireNonNull(received.poll(60, TimeUnit.SECONDS), "nothing was delivered");
    }

    private PublishRequest structured(String json) {
        return new PublishRequest(topic, json, null, "json", Map.of());
    }
}
