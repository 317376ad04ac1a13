package dev.reviewgate.local.sns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts messages to HTTP(S) endpoints of this machine, in order; no endpoint elsewhere is ever called. */
final class Delivery implements AutoCloseable {
    /** SNS's own: three retries without a delay; later ones, which span minutes, are left out. */
    private static final int ATTEMPTS = 4;

    private final String awsUrl;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sns-delivery");
        thread.setDaemon(true);
        return thread;
    });

    Delivery(String awsUrl) {
        this.awsUrl = awsUrl;
    }

    void askToConfirm(Subscription subscription) {
        ObjectNode body = envelope("SubscriptionConfirmation", UUID.randomUUID().toString(), subscription.topicArn());
        body.put("Token", subscription.token());
        body.put(
                "Message",
                "You have chosen to subscribe to the topic " + subscription.topicArn()
                        + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.");
        body.put(
                "SubscribeURL",
                awsUrl + "/?Action=ConfirmSubscription&TopicArn="
                        + URLEncoder.encode(subscription.topicArn(), StandardCharsets.UTF_8) + "&Token="
                        + subscription.token());
        body.put("Timestamp", Instant.now().toString());
        post(subscription, "SubscriptionConfirmation", body.path("MessageId").asText(), body.toString(), false);
    }

    void deliver(Subscription subscription, Message message) {
        String text = message.text(subscription.protocol());
        if (subscription.rawDelivery()) {
            post(subscription, "Notification", message.id(), text, true);
            return;
        }
        ObjectNode body = envelope("Notification", message.id(), message.topicArn());
        if (message.subject() != null) {
            body.put("Subject", message.subject());
        }
        body.put("Message", text);
        body.put("Timestamp", message.publishedAt().toString());
        body.put(
                "UnsubscribeURL",
                awsUrl + "/?Action=Unsubscribe&SubscriptionArn="
                        + URLEncoder.encode(subscription.arn(), StandardCharsets.UTF_8));
        message.attributes()
                .forEach((name, attribute) -> body.withObjectProperty("MessageAttributes")
                        .putObject(name)
                        .put("Type", attribute.type())
                        .put("Value", attribute.value()));
        post(subscription, "Notification", message.id(), body.toString(), false);
    }

    private ObjectNode envelope(String type, String messageId, String topicArn) {
        return json.createObjectNode()
                .put("Type", type)
                .put("MessageId", messageId)
                .put("TopicArn", topicArn);
    }

    private void post(Subscription subscription, String type, String messageId, String body, boolean raw) {
        URI endpoint = endpoint(subscription);
        if (endpoint == null) {
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(15))
                .header("x-amz-sns-message-type", type)
                .header("x-amz-sns-message-id", messageId)
                .header("x-amz-sns-topic-arn", subscription.topicArn())
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .header(
                        "Content-Type",
                        type.equals("Notification") ? subscription.contentType() : "text/plain; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (type.equals("Notification")) {
            request.header("x-amz-sns-subscription-arn", subscription.arn());
        }
        if (raw) {
            request.header("x-amz-sns-rawdelivery", "true");
        }
        executor.execute(() -> attempt(request.build(), 1));
    }

    private static @Nullable URI endpoint(Subscription subscription) {
        if (!subscription.protocol().startsWith("http")) {
            return null;
        }
        try {
            URI uri = URI.create(subscription.endpoint());
            return uri.getHost() != null && isLoopback(uri.getHost()) ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Looks no name up: that would leave the machine. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
                || host.equals("[::1]");
    }

    private void attempt(HttpRequest request, int attempt) {
        int status = 0;
        try {
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            status = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        boolean transientFailure = status == 0 || status >= 500 || status == 429;
        if (transientFailure && attempt < ATTEMPTS) {
            var unused = executor.schedule(() -> attempt(request, attempt + 1), 100L * attempt, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
