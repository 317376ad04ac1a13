package dev.reviewgate.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.ReviewRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Takes a gate payload (it has a {@code taskToken}) or an announcement (it has an {@code outcome}). */
public final class ReviewNotifierHandler implements RequestStreamHandler {
    private final RequestReview requestReview;
    private final AnnounceOutcome announceOutcome;

    /** Called by Lambda; wires the production collaborators. */
    public ReviewNotifierHandler() {
        this(Wiring.of(System.getenv(), Wiring.Limits.UNHURRIED));
    }

    ReviewNotifierHandler(Wiring wiring) {
        this.requestReview = wiring.requestReview();
        this.announceOutcome = wiring.announceOutcome();
    }

    /**
     * Answers {@code {}} when the message is out.
     *
     * @throws InvalidReviewRequest if the payload is neither, or wrong
     * @throws NotificationNotSent if S3 refused, or everything that the message could go out by
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Objects.requireNonNull(context, "context");
        JsonNode payload = Payload.read(input);
        if (Announcement.is(payload)) {
            announceOutcome.handle(Announcement.parse(payload));
        } else {
            requestReview.handle(ReviewRequest.parse(payload));
        }
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }
}
