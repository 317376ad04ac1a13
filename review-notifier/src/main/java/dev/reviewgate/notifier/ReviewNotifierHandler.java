package dev.reviewgate.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Takes a gate payload (it has a {@code taskToken}) or an announcement (it has an {@code outcome}). */
public final class ReviewNotifierHandler implements RequestStreamHandler {
    private final RequestReview requestReview;
    private final AnnounceOutcome announceOutcome;

    /** Called by Lambda; wires the production collaborators. */
    public ReviewNotifierHandler() {
        this(Settings.from(System.getenv()), UrlConnectionHttpClient.create());
    }

    @SuppressWarnings("resource") // The clients live as long as the function's environment.
    private ReviewNotifierHandler(Settings settings, SdkHttpClient http) {
        this(
                settings,
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                        .httpClient(http)
                        .build(),
                SnsClient.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                        .httpClient(http)
                        .build(),
                Clock.systemUTC(),
                new SecureRandom(),
                new Log(System.out, Clock.systemUTC()));
    }

    ReviewNotifierHandler(Settings settings, S3Client s3, SnsClient sns, Clock clock, SecureRandom random, Log log) {
        ReviewStore store = new ReviewStore(s3, settings.reviewBucket());
        Topic topic = new Topic(sns, settings.topicArn(), settings.environment());
        Messages messages = new Messages(settings.environment());
        this.requestReview =
                new RequestReview(store, topic, messages, settings.retention(), settings.api(), clock, random, log);
        this.announceOutcome = new AnnounceOutcome(store, topic, messages, log);
    }

    /**
     * Answers {@code {}} when the message is out.
     *
     * @throws InvalidReviewRequest if the payload is neither, or wrong
     * @throws NotificationNotSent if S3 or SNS refused
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Objects.requireNonNull(context, "context");
        JsonNode payload = read(input);
        if (Announcement.is(payload)) {
            announceOutcome.handle(Announcement.parse(payload));
        } else {
            requestReview.handle(ReviewRequest.parse(payload));
        }
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps Jackson's own exception out, which quotes what it could not read. */
    @SuppressWarnings("UnusedException")
    private static JsonNode read(InputStream input) throws IOException {
        try {
            return Json.mapper().readTree(input);
        } catch (JsonProcessingException e) {
            throw new InvalidReviewRequest("the payload is not JSON");
        }
    }
}
