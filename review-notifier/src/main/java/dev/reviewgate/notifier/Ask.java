package dev.reviewgate.notifier;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks for a review that is on record, on every channel, and logs what became of it. */
final class Ask {
    private final Outbox outbox;
    private final ReviewNotes notes;
    private final URI api;
    private final String environment;
    private final Clock clock;
    private final Log log;

    Ask(Outbox outbox, ReviewNotes notes, URI api, String environment, Clock clock, Log log) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.notes = Objects.requireNonNull(notes, "notes");
        this.api = Objects.requireNonNull(api, "api");
        this.environment = Objects.requireNonNull(environment, "environment");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Sends the message.
     *
     * @param somebody whether a topic to which nobody has subscribed counts as nobody asked
     */
    Deliveries send(ReviewRecord review, LinkKey key, Occasion occasion, boolean somebody) {
        ReviewLink link = new ReviewLink(api, review.reviewId(), key);
        Asking message = new Asking(review, link, occasion, ballot(review), clock.instant());
        Deliveries deliveries = new Deliveries(outbox.ask(message, somebody));
        deliveries.all().stream()
                .filter(Delivery.Sent.class::isInstance)
                .map(Delivery.Sent.class::cast)
                .forEach(sent -> line(log.info("a review was asked for"), review)
                        .with("channel", sent.channel())
                        .with("messageId", sent.id())
                        .write());
        deliveries
                .failures()
                .forEach(failed -> line(log.error("a review request was not sent"), review)
                        .with("channel", failed.channel())
                        .with("why", failed.why())
                        .count(NotificationNotSent.METRIC, environment)
                        .write());
        return deliveries;
    }

    /** Who has voted is worth saying, and no reason not to ask. */
    private Ballot ballot(ReviewRecord review) {
        if (review.policy().isQuorum()) {
            try {
                return notes.ballot(review);
            } catch (SdkException | IllegalStateException e) {
                line(log.warn("the votes on a review cannot be read"), review)
                        .with(e)
                        .write();
            }
        }
        return new Ballot(review.firstOpenedAt(), review.contentDigest(), List.of());
    }

    private static Log.Line line(Log.Line line, ReviewRecord review) {
        return line.with("reviewId", review.reviewId())
                .with("execution", review.execution().name())
                .with("attempt", review.attempt())
                .with("attempts", review.attempts())
                .with("closesAt", review.closesAt());
    }
}
