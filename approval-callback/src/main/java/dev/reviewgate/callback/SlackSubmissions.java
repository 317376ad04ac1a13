package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.slack.Asked;
import dev.reviewgate.slack.Modals;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Takes the decision that somebody confirmed in a dialog, and shows in it what came of that. */
final class SlackSubmissions {
    private final Storage storage;
    private final Decide decide;
    private final SlackMessages messages;
    private final Modals modals;
    private final Log log;

    SlackSubmissions(Storage storage, Decide decide, SlackMessages messages, Modals modals, Log log) {
        this.storage = storage;
        this.decide = decide;
        this.messages = messages;
        this.modals = modals;
        this.log = log;
    }

    Outcome answer(SlackPayload.Submission submission, Deadline deadline) {
        Optional<ReviewRecord> review;
        try {
            review = storage.within(deadline).store().find(submission.asked().review());
        } catch (SdkException e) {
            if (!Faults.isFleeting(e)) {
                throw e;
            }
            log.warn("a review cannot be read for a decision").with(e).write();
            Upshot unavailable = new Upshot.Unavailable();
            return SlackReply.problem(unavailable.code(), Modals.COMMENT_BLOCK, unavailable.text());
        }
        return review.map(r -> decide(r, submission, deadline))
                .orElseGet(() -> SlackReply.update(
                        "not_found",
                        modals.notice(
                                "Not here any more",
                                "This review is not kept any more, so nothing can be decided on it.")));
    }

    private Outcome decide(ReviewRecord review, SlackPayload.Submission submission, Deadline deadline) {
        Asked asked = submission.asked();
        Publish publish = asked.offer().publish();
        Choice choice = new Choice(
                asked.offer().verdict(), publish == null ? "" : publish.name(), submission.comment(), asked.evidence());
        Upshot upshot = decide.decide(new Click(review, submission.who(), choice, deadline));
        showEnd(upshot, review, deadline);
        return outcome(upshot, review, submission.who());
    }

    /** Where trying again may help, the dialog stays as it is, so that nobody types twice. */
    private Outcome outcome(Upshot upshot, ReviewRecord review, Identity.Slack who) {
        if (upshot instanceof Upshot.WrongFields wrong && wrong.problems().containsKey(Modals.COMMENT_BLOCK)) {
            return SlackReply.problem(upshot.code(), Modals.COMMENT_BLOCK, upshot.text());
        }
        return mayPass(upshot)
                ? SlackReply.problem(upshot.code(), Modals.COMMENT_BLOCK, upshot.text())
                : SlackReply.update(upshot.code(), view(upshot, review, who));
    }

    private ObjectNode view(Upshot upshot, ReviewRecord review, Identity.Slack who) {
        if (upshot instanceof Upshot.Decided decided) {
            return modals.decided(review, decided.decision(), true);
        }
        if (upshot instanceof Upshot.DecidedBefore before) {
            boolean byReader = before.decision().reviewer().isSameAs(who.reviewer());
            return modals.decided(review, before.decision(), byReader);
        }
        return modals.notice(title(upshot), upshot.text());
    }

    private static boolean mayPass(Upshot upshot) {
        return upshot instanceof Upshot.Busy
                || upshot instanceof Upshot.Unavailable
                || upshot instanceof Upshot.BeingDecided
                || upshot instanceof Upshot.Reopening
                || (upshot instanceof Upshot.Refused refused && refused.why() == Refusal.CANNOT_BE_CHECKED);
    }

    private static String title(Upshot upshot) {
        if (upshot instanceof Upshot.Voted voted) {
            return voted.again() ? "Approved already" : "Approved";
        }
        if (upshot instanceof Upshot.Refused refused) {
            return SlackDialogs.title(refused.why());
        }
        if (upshot instanceof Upshot.ContentChanged) {
            return "Please look again";
        }
        if (upshot instanceof Upshot.Expired) {
            return "Expired";
        }
        return upshot instanceof Upshot.Closed ? "Closed" : "Not decided";
    }

    /** Whatever happens here, what came of the decision is known. */
    private void showEnd(Upshot upshot, ReviewRecord review, Deadline deadline) {
        try {
            if (upshot instanceof Upshot.Expired) {
                messages.expired(review, deadline);
            } else if (upshot instanceof Upshot.Closed closed && !closed.maybeByYou()) {
                messages.ended(review, deadline);
            } else if (upshot instanceof Upshot.ContentChanged changed) {
                messages.open(changed.review(), List.of(), deadline);
            }
        } catch (RuntimeException e) {
            log.warn("a stale message in Slack was not updated").with(e).write();
        }
    }
}
