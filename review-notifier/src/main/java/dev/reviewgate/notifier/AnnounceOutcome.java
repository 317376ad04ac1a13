package dev.reviewgate.notifier;

import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells everybody who was asked how the review ended. */
final class AnnounceOutcome {
    private final ReviewStore store;
    private final Topic topic;
    private final Messages messages;
    private final Log log;

    AnnounceOutcome(ReviewStore store, Topic topic, Messages messages, Log log) {
        this.store = Objects.requireNonNull(store, "store");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.messages = Objects.requireNonNull(messages, "messages");
        this.log = Objects.requireNonNull(log, "log");
    }

    void handle(Announcement announcement) {
        recordDecision(announcement);
        String messageId = topic.publish(messages.announcement(announcement));
        log.info("outcome announced")
                .with("reviewId", announcement.reviewId())
                .with("execution", announcement.execution().name())
                .with("outcome", announcement.outcome())
                .with("messageId", messageId)
                .write();
    }

    /** Makes good a record that the callback could not write, so that later visitors of the page learn who decided. */
    private void recordDecision(Announcement announcement) {
        announcement.decision().ifPresent(decision -> {
            try {
                Optional<ReviewRecord> review =
                        store.find(announcement.reviewId()).filter(r -> r.isDecidedBy(decision));
                if (review.isPresent() && store.record(review.get(), decision)) {
                    log.warn("recorded a decision that the callback had not")
                            .with("reviewId", announcement.reviewId())
                            .write();
                }
            } catch (SdkException e) {
                log.error("a decision is not recorded")
                        .with("reviewId", announcement.reviewId())
                        .with(e)
                        .write();
            }
        });
    }
}
