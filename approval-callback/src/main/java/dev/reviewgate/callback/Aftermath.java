package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds out why a task no longer waits. The one who won may still be writing down what was decided, and a reminder may be
 * about to reopen the review, so it looks several times before it says so.
 */
final class Aftermath {
    /** How long it looks, and how often: a cold function in another process writes its record in a second or two. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** How long it looks where the time was over before it began. */
    static final Duration PATIENCE_AFTERWARDS = Duration.ofSeconds(2);

    static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** How long after the end of an attempt a reminder may still be on its way, its retries included. */
    static final Duration REOPENING = Duration.ofMinutes(5);

    /** What is left for the last look when somebody has less time than that. */
    private static final Duration FOR_LAST_LOOK = Duration.ofMillis(300);

    private final Storage storage;
    private final Clock clock;
    private final Pause pause;

    Aftermath(Storage storage, Clock clock, Pause pause) {
        this.storage = storage;
        this.clock = clock;
        this.pause = pause;
    }

    /** What became of a review. */
    sealed interface Truth {}

    /** Somebody decided. */
    record Decided(Decision decision) implements Truth {}

    /** A reminder opened it again, with a token that has not been tried. */
    record Reopened(ReviewRecord record) implements Truth {}

    /** A reminder is due and has not opened it yet. */
    record Reopening() implements Truth {}

    /** Its time is over and nobody decided. */
    record Expired() implements Truth {}

    /** Somebody else's decision was on its way a moment ago, and there was no time to wait for it. */
    record OnItsWay(Deciding deciding) implements Truth {}

    /** It ended early, and not by a decision that is recorded here. */
    record Ended() implements Truth {}

    /**
     * Looks until something is found, or for as long as it makes sense and the deadline allows.
     *
     * @param other whose decision was on its way when this one was sent
     * @throws SdkException if the last look failed: then nothing is known, and nothing may be claimed
     */
    Truth find(ReviewRecord record, Optional<Deciding> other, Deadline deadline) {
        ReviewStore store = storage.within(deadline).store();
        Instant begin = clock.instant();
        Duration patience = begin.isBefore(record.closesAt()) ? PATIENCE : PATIENCE_AFTERWARDS;
        Duration allowed = deadline.leaving(FOR_LAST_LOOK).atMost(patience);
        Instant giveUp = begin.plus(allowed);
        while (true) {
            boolean last = !clock.instant().isBefore(giveUp);
            try {
                Optional<Truth> trace = look(store, record);
                if (trace.isPresent()) {
                    return trace.get();
                }
            } catch (SdkException e) {
                if (last) {
                    throw e;
                }
            }
            if (last) {
                boolean cutShort = allowed.compareTo(patience) < 0;
                return cutShort && other.isPresent()
                        ? new OnItsWay(other.get())
                        : withoutTrace(record, clock.instant());
            }
            pause.sleep(BETWEEN_LOOKS);
        }
    }

    private static Optional<Truth> look(ReviewStore store, ReviewRecord record) {
        Optional<Truth> decided = store.decision(record).map(Decided::new);
        return decided.isPresent()
                ? decided
                : store.find(record.reviewId())
                        .filter(r -> !r.taskToken().equals(record.taskToken()))
                        .filter(r -> r.firstOpenedAt().equals(record.firstOpenedAt()))
                        .map(Reopened::new);
    }

    private static Truth withoutTrace(ReviewRecord record, Instant now) {
        if (!now.isBefore(record.closesAt().minus(record.clocksDiffer()))) {
            return new Expired();
        }
        boolean reminderIsDue = record.attempt() < record.attempts()
                && !now.isBefore(record.attemptEndsAt().minus(record.clocksDiffer()))
                && now.isBefore(record.attemptEndsAt().plus(REOPENING));
        return reminderIsDue ? new Reopening() : new Ended();
    }
}
