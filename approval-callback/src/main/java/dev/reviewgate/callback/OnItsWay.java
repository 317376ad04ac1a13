package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Notes whose decision is on its way to Step Functions, so that whoever opens the page in between is told. It is a courtesy:
 * where it cannot be written or read, everything goes on without it.
 */
final class OnItsWay {
    /** A decision takes a second or two; one that has taken this long has come to nothing, or is on record. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Storage storage;
    private final Log log;
    private final Clock clock;

    OnItsWay(Storage storage, Log log, Clock clock) {
        this.storage = storage;
        this.log = log;
        this.clock = clock;
    }

    /** Returns whose decision is on its way. */
    Optional<Deciding> find(ReviewRecord review, Deadline deadline) {
        try {
            return storage.within(deadline.within(PATIENCE))
                    .notes()
                    .deciding(review)
                    .filter(this::isFresh)
                    // Step Functions takes nothing after that.
                    .filter(d -> d.since().isBefore(review.closesAt()));
        } catch (RuntimeException e) {
            missed("it cannot be seen whether a decision is on its way", review, e);
            return Optional.empty();
        }
    }

    /** Notes a decision, and returns the one that came before it and is on its way still: that one stays. */
    Optional<Deciding> note(ReviewRecord review, Deciding deciding, Deadline deadline) {
        Optional<Deciding> other = find(review, deadline);
        if (other.isEmpty()) {
            try {
                storage.within(deadline.within(PATIENCE)).notes().deciding(review, deciding);
            } catch (RuntimeException e) {
                missed("it cannot be shown that a decision is on its way", review, e);
            }
        }
        return other;
    }

    /** Takes back the note of a decision that came to nothing, so that nobody waits for it. */
    void withdraw(ReviewRecord review, Deadline deadline) {
        try {
            storage.within(deadline.within(PATIENCE)).notes().nobodyIsDeciding(review);
        } catch (RuntimeException e) {
            missed("it still shows that a decision is on its way, which came to nothing", review, e);
        }
    }

    private boolean isFresh(Deciding deciding) {
        return clock.instant().isBefore(deciding.since().plus(FRESH));
    }

    private void missed(String what, ReviewRecord review, RuntimeException e) {
        log.warn(what).with("reviewId", review.reviewId()).with(e).write();
    }
}
