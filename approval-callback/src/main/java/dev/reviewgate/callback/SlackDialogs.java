package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import dev.reviewgate.slack.Modals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds the dialog that a press leads to: one that asks for confirmation, or one that says why there is none. */
final class SlackDialogs {
    private final Storage storage;
    private final Approvers approvers;
    private final SlackMessages messages;
    private final Modals modals;
    private final Clock clock;
    private final Log log;

    SlackDialogs(Storage storage, Approvers approvers, SlackMessages messages, Modals modals, Clock clock, Log log) {
        this.storage = storage;
        this.approvers = approvers;
        this.messages = messages;
        this.modals = modals;
        this.clock = clock;
        this.log = log;
    }

    /**
     * A dialog.
     *
     * @param code a word for logs
     * @param afterwards what is to be done once it is open: a button that led nowhere is on a card that is not true any more
     */
    record Dialog(String code, ObjectNode view, Runnable afterwards) {}

    /** Finds the dialog by {@code soon}; what is done afterwards has until {@code late}. */
    Dialog find(SlackPayload.Press press, Deadline soon, Deadline late) {
        Storage within = storage.within(soon);
        try {
            Optional<ReviewRecord> review = within.store().find(press.review());
            return review.isEmpty() ? notFound() : find(press, review.get(), within, soon, late);
        } catch (SdkException e) {
            if (!Faults.isFleeting(e)) {
                throw e;
            }
            log.warn("a review cannot be read for a dialog").with(e).write();
            Upshot unavailable = new Upshot.Unavailable();
            return notice(unavailable.code(), "Please try again", unavailable.text());
        }
    }

    private Dialog find(SlackPayload.Press press, ReviewRecord review, Storage within, Deadline soon, Deadline late) {
        Optional<Decision> decision = within.store().decision(review);
        if (decision.isPresent()) {
            boolean byReader = decision.get().reviewer().isSameAs(press.who().reviewer());
            return new Dialog(
                    "was_decided",
                    modals.decided(review, decision.get(), byReader),
                    () -> messages.decided(review, decision.get(), late));
        }
        if (!clock.instant().isBefore(review.closesAt())) {
            Upshot expired = new Upshot.Expired(review);
            return new Dialog(
                    expired.code(), modals.notice("Expired", expired.text()), () -> messages.expired(review, late));
        }
        Optional<Ballot> ballot =
                review.policy().isQuorum() ? Optional.of(within.notes().ballot(review)) : Optional.empty();
        List<Vote> votes = ballot.map(Ballot::votes).orElse(List.of());
        if (!press.evidence().equals(review.contentDigest())) {
            Upshot changed = new Upshot.ContentChanged(review);
            return new Dialog(
                    changed.code(),
                    modals.notice("Please look again", changed.text()),
                    () -> messages.open(review, votes, late));
        }
        return refusal(press, review, soon)
                .or(() -> ballot.flatMap(b -> secondVote(press, review, b)))
                .orElseGet(() -> new Dialog("asked", modals.confirm(review, press.offer(), votes), () -> {}));
    }

    private Optional<Dialog> refusal(SlackPayload.Press press, ReviewRecord review, Deadline soon) {
        Optional<Refusal> refusal =
                approvers.refusal(review, press.who(), press.offer().verdict(), soon);
        refusal.ifPresent(why -> log.info("somebody may not decide")
                .with("reviewId", review.reviewId())
                .with("reviewer", press.who().userId())
                .with("why", why.code())
                .write());
        return refusal.map(why -> notice(why.code(), title(why), why.text()));
    }

    /** Where enough have approved and nothing is decided, a press more puts right what got lost. */
    private Optional<Dialog> secondVote(SlackPayload.Press press, ReviewRecord review, Ballot ballot) {
        boolean changesNothing = press.offer().verdict() == Verdict.APPROVED
                && ballot.votes().size() < review.policy().approvalsRequired()
                && ballot.hasVoteOf(press.who().reviewer());
        Upshot again = new Upshot.Voted(review, ballot, true);
        return changesNothing ? Optional.of(notice(again.code(), "Approved already", again.text())) : Optional.empty();
    }

    static String title(Refusal refusal) {
        return refusal == Refusal.CANNOT_BE_CHECKED ? "Please try again" : "Not yours to decide";
    }

    private Dialog notFound() {
        return notice(
                "not_found", "Not here any more", "This review is not kept any more, so nothing can be decided on it.");
    }

    private Dialog notice(String code, String title, String text) {
        return new Dialog(code, modals.notice(title, text), () -> {});
    }
}
