package dev.reviewgate.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.core.Utc;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends a request once more, because an operator wants that: with a new link, and as the same attempt. */
final class Resend {
    private final ReviewStore store;
    private final Ask ask;
    private final Clock clock;
    private final SecureRandom random;
    private final Log log;

    Resend(ReviewStore store, Ask ask, Clock clock, SecureRandom random, Log log) {
        this.store = Objects.requireNonNull(store, "store");
        this.ask = Objects.requireNonNull(ask, "ask");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.log = Objects.requireNonNull(log, "log");
    }

    /** Answers {@code {reviewId, attempt, sns, slack}}, or what stands against it. */
    HttpAnswer handle(OperatorCall call) {
        Optional<ReviewId> id = call.resends();
        if (id.isEmpty()) {
            return HttpAnswer.notFound();
        }
        log.info("asked to send a review once more")
                .with("reviewId", id.get())
                .with("caller", call.callerArn())
                .write();
        LinkKey key = LinkKey.random(random);
        ReviewRecord review;
        try {
            review = store.open(id.get(), earlier -> reopened(id.get(), earlier, key));
        } catch (NotSentAgain e) {
            return e.answer;
        } catch (SdkException | IllegalStateException e) {
            log.error("a review was not sent once more")
                    .with("reviewId", id.get())
                    .with(e)
                    .write();
            return HttpAnswer.error(
                    503, "unavailable", "The review's record could not be read or written. Please try again.");
        }
        Occasion attempt = review.attempt() == 1 ? new Occasion.First() : new Occasion.Reminder();
        Deliveries deliveries = ask.send(review, key, new Occasion.Again(call.callerName(), attempt), true);
        if (!deliveries.anySent()) {
            return HttpAnswer.error(502, "not_sent", "No channel took the message: " + deliveries.reasons() + ".");
        }
        JsonNode answer = Json.mapper()
                .createObjectNode()
                .put("reviewId", review.reviewId().value())
                .put("attempt", review.attempt())
                .put("sns", deliveries.sentOn(Outbox.SNS, Outbox.SNS_ESCALATION))
                .put("slack", deliveries.sentOn(Outbox.SLACK, Outbox.SLACK_ESCALATION));
        return new HttpAnswer(200, answer);
    }

    private ReviewRecord reopened(ReviewId id, Optional<ReviewRecord.Earlier> earlier, LinkKey key) {
        if (earlier.isEmpty()) {
            throw new NotSentAgain(404, "not_found", "There is no review " + id + ".");
        }
        ReviewRecord review = earlier.get().review();
        if (earlier.get().decided()) {
            throw new NotSentAgain(409, "already_decided", "Somebody has decided on this review already.");
        }
        if (!clock.instant().isBefore(review.closesAt())) {
            throw new NotSentAgain(
                    410, "expired", "This review closed at " + Utc.minutes(review.closesAt()) + "; nobody decided.");
        }
        return review.withKey(key);
    }

    /** Keeps the store from writing; the answer says why. */
    private static final class NotSentAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient HttpAnswer answer;

        private NotSentAgain(int status, String code, String message) {
            super(message);
            this.answer = HttpAnswer.error(status, code, message);
        }
    }
}
