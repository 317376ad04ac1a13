package dev.reviewgate.local.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts interactions to the app, as Slack's servers do. */
final class RequestUrl {
    private final URI uri;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RequestUrl(String url) {
        this.uri = URI.create(url);
    }

    SlackAnswer post(SlackRequest request, Duration patience) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json,*/*")
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        if (!request.timestamp().isEmpty()) {
            post.header("X-Slack-Request-Timestamp", request.timestamp());
        }
        if (!request.signature().isEmpty()) {
            post.header("X-Slack-Signature", request.signature());
        }
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(post.build(), HttpResponse.BodyHandlers.ofString());
            return new SlackAnswer(answer.statusCode(), answer.body(), since(begun));
        } catch (IOException e) {
            return new SlackAnswer(0, String.valueOf(e.getMessage()), since(begun));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
