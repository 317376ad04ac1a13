package dev.reviewgate.notifier;

import dev.reviewgate.core.AnotherReviewIsOpen;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.Requester;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens a review, or opens it again for a reminder, and asks for it. */
final class RequestReview {
    private final ReviewStore store;
    private final Ask ask;
    private final ReviewPolicy policy;
    private final Retention retention;
    private final Clock clock;
    private final SecureRandom random;
    private final Log log;

    /** @param policy what the stack asks of every review */
    RequestReview(
            ReviewStore store,
            Ask ask,
            ReviewPolicy policy,
            Retention retention,
            Clock clock,
            SecureRandom random,
            Log log) {
        this.store = Objects.requireNonNull(store, "store");
        this.ask = Objects.requireNonNull(ask, "ask");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.retention = Objects.requireNonNull(retention, "retention");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Writes the record first: a link must never arrive before there is something behind it.
     *
     * <p>A reminder that cannot be sent is no reason to end the wait: earlier links open the review again by now.
     *
     * @throws NotificationNotSent if the record was refused, or every channel; nobody has been asked then
     */
    void handle(ReviewRequest request) {
        retention.refuseLongerWait(request);
        LinkKey key = LinkKey.random(random);
        ReviewRecord review = open(request, key);
        boolean first = request.attempt() == 1;
        Deliveries deliveries = ask.send(review, key, first ? new Occasion.First() : new Occasion.Reminder(), first);
        if (!deliveries.anySent() && first) {
            throw new NotificationNotSent(deliveries.reasons());
        }
        if (!deliveries.anySent()) {
            log.error("a reminder was not sent; earlier links work")
                    .with("reviewId", review.reviewId())
                    .with("attempt", review.attempt())
                    .write();
        }
    }

    private ReviewRecord open(ReviewRequest request, LinkKey key) {
        Instant now = clock.instant();
        try {
            return store.open(request.reviewId(), earlier -> {
                boolean goesOn = earlier.filter(e -> e.goesOnWith(request, now)).isPresent();
                return ReviewRecord.open(goesOn ? goingOn(request) : tightened(request), key, earlier, now);
            });
        } catch (SdkException e) {
            throw new NotificationNotSent("S3 did not take the review's record: " + e.getMessage());
        } catch (AnotherReviewIsOpen e) {
            throw new NotificationNotSent("the review was not opened: " + e.getMessage());
        }
    }

    private ReviewRequest tightened(ReviewRequest request) {
        Optional<Requester> requester = Requester.parse(request.requestedBy());
        if (!policy.requesterMayDecide() || !request.policy().requesterMayDecide()) {
            Requester.problem(request.requestedBy()).ifPresent(problem -> {
                throw new InvalidReviewRequest("requestedBy " + problem);
            });
        }
        ReviewPolicy both = policy.tightenedBy(request.policy(), requester);
        requester.filter(asker -> !both.canBeApprovedFor(asker)).ifPresent(asker -> {
            throw new InvalidReviewRequest("requestedBy is " + Json.write(asker.text())
                    + "; nobody could approve, because whoever asks must not decide and nobody whose approval counts can be"
                    + " told from them, so name approvers, or give a mail address, a Slack user or a handle");
        });
        return request.under(both);
    }

    /**
     * An execution that waits already is not ended for a spelling that an earlier version took: whoever cannot be compared
     * with the requester does not approve, and the review goes on.
     */
    private ReviewRequest goingOn(ReviewRequest request) {
        Optional<Requester> requester = Requester.parse(request.requestedBy());
        ReviewPolicy asked = requester
                .map(r -> policy.withoutWhoMayHaveAsked(request.policy(), r))
                .orElse(request.policy());
        return request.under(policy.tightenedBy(asked, requester));
    }
}
