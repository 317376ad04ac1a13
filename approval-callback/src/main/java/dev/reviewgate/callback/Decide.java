package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.core.Verdict;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a reviewer's decision. Step Functions is the one arbiter: what it accepts is the decision, and only then is it
 * recorded; whoever comes second is told what happened.
 */
final class Decide {
    /** Reminders that may reopen a review while one decision is on its way to it. */
    private static final int MOST_TOKENS = 3;

    private final ReviewStore store;
    private final ReportReader reports;
    private final StepFunctionsTasks tasks;
    private final Aftermath aftermath;
    private final Log log;
    private final Clock clock;
    private final String environment;

    Decide(
            ReviewStore store,
            ReportReader reports,
            StepFunctionsTasks tasks,
            Aftermath aftermath,
            Log log,
            Clock clock,
            String environment) {
        this.store = store;
        this.reports = reports;
        this.tasks = tasks;
        this.aftermath = aftermath;
        this.log = log;
        this.clock = clock;
        this.environment = environment;
    }

    Outcome decide(Visit visit, Verdict verdict, Form form) {
        ReviewRecord record = visit.record();
        Optional<Decision> earlier = store.decision(record);
        if (earlier.isPresent()) {
            return new Outcome.AlreadyDecided(visit, earlier.get());
        }
        Map<String, String> problems = form.problems(verdict, record.evidence());
        if (!problems.isEmpty()) {
            return open(visit, verdict, form, new Alert.WrongFields(problems));
        }
        if (!form.evidence().equals(record.contentDigest())) {
            return Notice.contentChanged(visit, Page.of(verdict));
        }
        if (verdict == Verdict.APPROVED && reports.read(record.evidence()) instanceof Findings.Changed) {
            return Notice.evidenceChanged(visit);
        }
        return send(visit, verdict, form);
    }

    private Outcome send(Visit visit, Verdict verdict, Form form) {
        Visit current = visit;
        for (int tokens = 1; ; tokens++) {
            ReviewRecord record = current.record();
            Decision decision = form.decide(verdict, record.reviewId(), clock.instant());
            TaskAnswer answer = tasks.answer(record.taskToken(), decision, record.config());
            if (answer instanceof TaskAnswer.Accepted) {
                record(record, decision);
                return new Outcome.JustDecided(current, decision);
            }
            if (answer instanceof TaskAnswer.Busy busy) {
                return busy(current, verdict, form, decision, busy);
            }
            if (answer instanceof TaskAnswer.Refused refused) {
                log.error("Step Functions refused a decision")
                        .with("reviewId", record.reviewId())
                        .with("why", refused.why())
                        .write();
                return Notice.fault();
            }
            boolean maybeByUs = answer instanceof TaskAnswer.Closed closed && closed.maybeByUs();
            if (maybeByUs) {
                // Before the looking, which takes seconds: a function that runs out of time writes nothing more.
                maybeUnrecorded(decision);
            }
            Aftermath.Truth truth = aftermath.find(record);
            if (!(truth instanceof Aftermath.Reopened reopened) || tokens == MOST_TOKENS || maybeByUs) {
                return told(current, verdict, form, truth, maybeByUs);
            }
            current = current.with(reopened.record());
            if (!form.evidence().equals(reopened.record().contentDigest())) {
                return Notice.contentChanged(current, Page.of(verdict));
            }
        }
    }

    private Outcome told(Visit visit, Verdict verdict, Form form, Aftermath.Truth truth, boolean maybeByUs) {
        // Only a record or a newer token proves what became of ours: that a reminder is due is told by the clock alone.
        boolean isKnown = truth instanceof Aftermath.Decided || truth instanceof Aftermath.Reopened;
        if (maybeByUs && isKnown) {
            log.info("what became of a decision whose answer was lost is known")
                    .with("reviewId", visit.record().reviewId())
                    .with("truth", truth.getClass().getSimpleName())
                    .write();
        }
        if (truth instanceof Aftermath.Decided decided) {
            return new Outcome.AlreadyDecided(visit, decided.decision());
        }
        if (maybeByUs && !isKnown) {
            return Notice.closed(true);
        }
        if (truth instanceof Aftermath.Reopened || truth instanceof Aftermath.Reopening) {
            return open(visit, verdict, form, new Alert.Reopening());
        }
        return truth instanceof Aftermath.Expired ? Notice.expired(visit) : Notice.closed(false);
    }

    private Outcome busy(Visit visit, Verdict verdict, Form form, Decision decision, TaskAnswer.Busy busy) {
        log.warn("Step Functions did not take a decision")
                .with("reviewId", decision.reviewId())
                .with("why", busy.why())
                .write();
        if (busy.maybeAccepted()) {
            maybeUnrecorded(decision);
        }
        return open(visit, verdict, form, new Alert.Busy(busy.maybeAccepted()));
    }

    private Outcome open(Visit visit, Verdict verdict, Form form, Alert alert) {
        Findings findings = reports.read(visit.record().evidence());
        return new Outcome.Open(visit, Page.of(verdict), findings, form, alert, clock.instant());
    }

    /** Whatever happens here, the decision stands: Step Functions has it. */
    private void record(ReviewRecord review, Decision decision) {
        try {
            // The announcement of the outcome carries the same decision, and may have been faster.
            if (store.record(review, decision)
                    || store.decision(review).filter(decision::equals).isPresent()) {
                return;
            }
            unrecorded("a decision was accepted, but another one is recorded", decision)
                    .write();
        } catch (RuntimeException e) {
            unrecorded("a decision was accepted, but cannot be recorded", decision)
                    .with(e)
                    .write();
        }
    }

    private void maybeUnrecorded(Decision decision) {
        unrecorded("a decision may have been accepted: the answer of Step Functions was lost", decision)
                .write();
    }

    private Log.Line unrecorded(String message, Decision decision) {
        return log.error(message)
                .with("reviewId", decision.reviewId())
                .with("decision", decision.toJson())
                .count("DecisionNotRecorded", environment);
    }
}
