package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Verdict;

/** Takes the decision of somebody who has a link, and shows what came of it. */
final class DecideByForm {
    private final Decide decide;
    private final ShowReview show;

    DecideByForm(Decide decide, ShowReview show) {
        this.decide = decide;
        this.show = show;
    }

    Outcome decide(Visit visit, Verdict verdict, Form form, Deadline deadline) {
        Identity who = new Identity.Link(form.name());
        Upshot upshot = decide.decide(new Click(visit.record(), who, form.choice(verdict), deadline));
        if (upshot instanceof Upshot.Decided decided) {
            return new Outcome.JustDecided(visit.with(decided.review()), decided.decision());
        }
        if (upshot instanceof Upshot.DecidedBefore before) {
            return new Outcome.AlreadyDecided(visit.with(before.review()), before.decision());
        }
        if (upshot instanceof Upshot.WrongFields wrong) {
            return show.open(visit, Page.of(verdict), form, new Alert.WrongFields(wrong.problems()));
        }
        if (upshot instanceof Upshot.Refused refused) {
            return show.open(visit, Page.of(verdict), form, new Alert.Refused(refused.why()));
        }
        if (upshot instanceof Upshot.Reopening) {
            return show.open(visit, Page.of(verdict), form, new Alert.Reopening());
        }
        if (upshot instanceof Upshot.Busy busy) {
            return show.open(visit, Page.of(verdict), form, new Alert.Busy(busy.maybeAccepted()));
        }
        return notice(visit, verdict, upshot);
    }

    private static Notice notice(Visit visit, Verdict verdict, Upshot upshot) {
        if (upshot instanceof Upshot.ContentChanged changed) {
            return Notice.contentChanged(visit.with(changed.review()), Page.of(verdict));
        }
        if (upshot instanceof Upshot.EvidenceChanged) {
            return Notice.evidenceChanged(visit);
        }
        if (upshot instanceof Upshot.Expired expired) {
            return Notice.expired(visit.with(expired.review()));
        }
        if (upshot instanceof Upshot.Closed closed) {
            return Notice.closed(closed.maybeByYou());
        }
        if (upshot instanceof Upshot.BeingDecided being) {
            return Notice.beingDecided(visit, being);
        }
        if (upshot instanceof Upshot.Unavailable) {
            return Notice.unavailable();
        }
        // A vote is left, and a link has none.
        return Notice.fault();
    }
}
