package dev.reviewgate.notifier;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells everybody who was asked how the review ended. */
final class AnnounceOutcome {
    private final ReviewStore store;
    private final Outbox outbox;
    private final String environment;
    private final Log log;

    AnnounceOutcome(ReviewStore store, Outbox outbox, String environment, Log log) {
        this.store = Objects.requireNonNull(store, "store");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.environment = Objects.requireNonNull(environment, "environment");
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Tells it on every channel, however the others do.
     *
     * @throws NotificationNotSent if the topic that everybody subscribes to did not take it; what was told in Slack is not told
     *     again by a retry
     */
    void handle(Announcement announcement) {
        Optional<ReviewRecord> review = review(announcement);
        review.ifPresent(r -> announcement.decision().ifPresent(d -> recordDecision(r, d)));
        Deliveries deliveries = new Deliveries(outbox.tell(announcement, review.orElse(null)));
        deliveries
                .failures()
                .forEach(failed -> line(log.error("an outcome was not sent"), announcement)
                        .with("channel", failed.channel())
                        .with("why", failed.why())
                        .count(NotificationNotSent.METRIC, environment)
                        .write());
        if (!deliveries.sentOn(Outbox.SNS)) {
            throw new NotificationNotSent(deliveries.reasons());
        }
        line(log.info("outcome announced"), announcement)
                .with("outcome", announcement.outcome())
                .write();
    }

    private Optional<ReviewRecord> review(Announcement announcement) {
        try {
            return store.find(announcement.reviewId());
        } catch (SdkException | IllegalStateException e) {
            line(log.error("a review cannot be read; Slack is not told how it ended"), announcement)
                    .with(e)
                    .count(NotificationNotSent.METRIC, environment)
                    .write();
            return Optional.empty();
        }
    }

    /** Makes good a record that the callback could not write, so that later visitors of the page learn who decided. */
    private void recordDecision(ReviewRecord review, Decision decision) {
        try {
            if (review.isDecidedBy(decision) && store.record(review, decision)) {
                log.warn("recorded a decision that the callback had not")
                        .with("reviewId", review.reviewId())
                        .write();
            }
        } catch (SdkException | IllegalStateException e) {
            log.error("a decision is not recorded")
                    .with("reviewId", review.reviewId())
                    .with(e)
                    .write();
        }
    }

    private static Log.Line line(Log.Line line, Announcement announcement) {
        return line.with("reviewId", announcement.reviewId())
                .with("execution", announcement.execution().name());
    }
}
