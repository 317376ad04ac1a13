package dev.reviewgate.notifier;

import dev.reviewgate.core.AnotherReviewIsOpen;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens a review, or opens it again for a reminder, and asks for it. */
final class RequestReview {
    private final ReviewStore store;
    private final Topic topic;
    private final Messages messages;
    private final Retention retention;
    private final URI api;
    private final Clock clock;
    private final SecureRandom random;
    private final Log log;

    RequestReview(
            ReviewStore store,
            Topic topic,
            Messages messages,
            Retention retention,
            URI api,
            Clock clock,
            SecureRandom random,
            Log log) {
        this.store = Objects.requireNonNull(store, "store");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.messages = Objects.requireNonNull(messages, "messages");
        this.retention = Objects.requireNonNull(retention, "retention");
        this.api = Objects.requireNonNull(api, "api");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Writes the record first: a link must never arrive before there is something behind it.
     *
     * <p>A reminder that cannot be sent is no reason to end the wait: earlier links open the review again by now.
     *
     * @throws NotificationNotSent if the record or the message was refused; nobody has been asked then
     */
    void handle(ReviewRequest request) {
        retention.refuseLongerWait(request);
        LinkKey key = LinkKey.random(random);
        if (request.attempt() == 1) {
            topic.requireSubscriber();
        }
        ReviewRecord review = open(request, key);
        try {
            publish(review, key);
        } catch (NotificationNotSent e) {
            if (request.attempt() == 1) {
                throw e;
            }
            line(log.error("a reminder was not sent; earlier links work"), review)
                    .with(e)
                    .write();
        }
    }

    private void publish(ReviewRecord review, LinkKey key) {
        Message message = messages.request(review, new ReviewLink(api, review.reviewId(), key), clock.instant());
        String messageId = topic.publish(message);
        line(log.info("review requested"), review).with("messageId", messageId).write();
    }

    private static Log.Line line(Log.Line line, ReviewRecord review) {
        return line.with("reviewId", review.reviewId())
                .with("execution", review.execution().name())
                .with("attempt", review.attempt())
                .with("attempts", review.attempts())
                .with("closesAt", review.closesAt());
    }

    private ReviewRecord open(ReviewRequest request, LinkKey key) {
        try {
            return store.open(request.reviewId(), earlier -> ReviewRecord.open(request, key, earlier, clock.instant()));
        } catch (SdkException e) {
            throw new NotificationNotSent("S3 did not take the review's record: " + e.getMessage());
        } catch (AnotherReviewIsOpen e) {
            throw new NotificationNotSent("the review was not opened: " + e.getMessage());
        }
    }
}
