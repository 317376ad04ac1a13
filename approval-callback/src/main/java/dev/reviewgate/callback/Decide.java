package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Takes a decision, through whichever channel it comes. Step Functions is the one arbiter: what it accepts is the decision,
 * and only then is it recorded; whoever comes second is told what happened.
 */
final class Decide {
    /** Reminders that may reopen a review while one decision is on its way to it. */
    private static final int MOST_TOKENS = 3;

    /** What recording an accepted decision is given, even where that makes the answer late. */
    private static final Duration FOR_RECORD = Duration.ofMillis(500);

    /** How long an answer waits until others have been shown what came of it. */
    private static final Duration FOR_ONLOOKERS = Duration.ofSeconds(3);

    /** A decision is not sent with less time than this, because nobody would be told what became of it. */
    private static final Duration FOR_SENDING = FOR_RECORD.plusMillis(500);

    private final Storage storage;
    private final Approvers approvers;
    private final StepFunctionsTasks tasks;
    private final Aftermath aftermath;
    private final OnItsWay onItsWay;
    private final Onlookers onlookers;
    private final Log log;
    private final Clock clock;
    private final String environment;

    Decide(
            Storage storage,
            Approvers approvers,
            StepFunctionsTasks tasks,
            Aftermath aftermath,
            OnItsWay onItsWay,
            Onlookers onlookers,
            Log log,
            Clock clock,
            String environment) {
        this.storage = storage;
        this.approvers = approvers;
        this.tasks = tasks;
        this.aftermath = aftermath;
        this.onItsWay = onItsWay;
        this.onlookers = onlookers;
        this.log = log;
        this.clock = clock;
        this.environment = environment;
    }

    /** Takes a click to its end, by its deadline or half a second later. */
    Upshot decide(Click click) {
        try {
            Upshot upshot = upshot(click);
            tell(upshot, click.deadline().within(FOR_ONLOOKERS));
            return upshot;
        } catch (SdkException e) {
            if (!Faults.isFleeting(e)) {
                throw e;
            }
            log.warn("a service that a decision needs did not answer")
                    .with("reviewId", click.review().reviewId())
                    .with(e)
                    .write();
            return new Upshot.Unavailable();
        }
    }

    private Upshot upshot(Click click) {
        ReviewRecord review = click.review();
        Storage within = storage.within(click.deadline().leaving(FOR_SENDING));
        Optional<Decision> earlier = within.store().decision(review);
        if (earlier.isPresent()) {
            return new Upshot.DecidedBefore(review, earlier.get());
        }
        Choice choice = click.choice();
        Map<String, String> problems = choice.problems(click.who(), review.evidence());
        if (!problems.isEmpty()) {
            return new Upshot.WrongFields(problems);
        }
        if (!choice.evidence().equals(review.contentDigest())) {
            return new Upshot.ContentChanged(review);
        }
        Optional<Refusal> refusal = refusal(click);
        if (refusal.isPresent()) {
            return new Upshot.Refused(refusal.get());
        }
        if (choice.verdict() == Verdict.REJECTED) {
            return send(click, null, List.of());
        }
        if (within.reports().read(review.evidence()) instanceof Findings.Changed) {
            return new Upshot.EvidenceChanged();
        }
        return review.policy().isQuorum() ? vote(click, within) : send(click, choice.published(), List.of());
    }

    private Optional<Refusal> refusal(Click click) {
        Optional<Refusal> refusal = approvers.refusal(
                click.review(),
                click.who(),
                click.choice().verdict(),
                click.deadline().leaving(FOR_SENDING));
        refusal.ifPresent(why ->
                about("somebody may not decide", click).with("why", why.code()).write());
        return refusal;
    }

    /** Counts an approval; whoever finds that there are enough sends them, even if they are not the first to find it. */
    private Upshot vote(Click click, Storage within) {
        ReviewRecord review = click.review();
        Instant now = clock.instant();
        if (!now.isBefore(review.closesAt())) {
            return new Upshot.Expired(review);
        }
        Choice choice = click.choice();
        Vote vote = new Vote(click.who().reviewer(), Publish.valueOf(choice.publish()), choice.comment(), now);
        boolean again = within.notes().ballot(review).hasVoteOf(vote.reviewer());
        Ballot ballot = within.notes().vote(review, vote);
        about(again ? "an approval was counted before" : "an approval was counted", click)
                .with("approvals", ballot.votes().size())
                .with("approvalsRequired", review.policy().approvalsRequired())
                .write();
        return ballot.votes().size() < review.policy().approvalsRequired()
                ? new Upshot.Voted(review, ballot, again)
                : send(click, ballot.publish(), ballot.votes());
    }

    private Upshot send(Click click, @Nullable Publish publish, List<Vote> approvals) {
        Reviewer reviewer = click.who().reviewer();
        Deciding ours = new Deciding(reviewer, click.choice().verdict(), clock.instant());
        Optional<Deciding> other =
                onItsWay.note(click.review(), ours, click.deadline().leaving(FOR_SENDING));
        Upshot upshot = send(click, publish, approvals, other);
        if (other.isEmpty() && !upshot.mayBeOurs()) {
            onItsWay.withdraw(click.review(), click.deadline());
        }
        return upshot;
    }

    private Upshot send(Click click, @Nullable Publish publish, List<Vote> approvals, Optional<Deciding> other) {
        Click current = click;
        for (int tokens = 1; ; tokens++) {
            ReviewRecord review = current.review();
            if (!click.deadline().leaves(FOR_SENDING)) {
                notSent(about(log.warn("there was no time left to send a decision"), click));
                return new Upshot.Busy(false);
            }
            Decision decision = decision(current, publish, approvals);
            TaskAnswer answer = tasks.answer(
                    review.taskToken(),
                    decision,
                    review.config(),
                    click.deadline().leaving(FOR_RECORD));
            if (answer instanceof TaskAnswer.Accepted) {
                record(review, decision, click.deadline().atLeast(FOR_RECORD));
                return new Upshot.Decided(review, decision);
            }
            if (answer instanceof TaskAnswer.Busy busy) {
                return busy(click, decision, busy);
            }
            if (answer instanceof TaskAnswer.Refused refused) {
                notSent(about(log.error("Step Functions refused a decision"), click)
                        .with("why", refused.why()));
                return new Upshot.Fault();
            }
            boolean maybeByUs = answer instanceof TaskAnswer.Closed closed && closed.maybeByUs();
            if (maybeByUs) {
                // Before the looking, which takes seconds: a function that runs out of time writes nothing more.
                maybeUnrecorded(decision);
            }
            Aftermath.Truth truth = aftermath.find(review, other, click.deadline());
            if (!(truth instanceof Aftermath.Reopened reopened) || tokens == MOST_TOKENS || maybeByUs) {
                return told(review, truth, maybeByUs);
            }
            if (!isAnsweredBy(click, reopened.record())) {
                return new Upshot.ContentChanged(reopened.record());
            }
            current = current.with(reopened.record());
        }
    }

    /** Tells whether a reminder asks what this click answers, of the same people. */
    private static boolean isAnsweredBy(Click click, ReviewRecord reminder) {
        return click.choice().evidence().equals(reminder.contentDigest())
                && click.review().policy().equals(reminder.policy());
    }

    private Decision decision(Click click, @Nullable Publish publish, List<Vote> approvals) {
        // More may have voted at the same moment than can be required; the ballot keeps them all.
        List<Vote> listed = approvals.subList(0, Math.min(approvals.size(), ReviewPolicy.MAX_APPROVALS));
        return new Decision(
                click.choice().verdict(),
                publish,
                click.who().reviewer(),
                comment(click, listed),
                clock.instant(),
                click.review().reviewId(),
                listed);
    }

    /** Where several approved, what each of them wrote is told, not only what the last one did. */
    private static String comment(Click click, List<Vote> approvals) {
        List<Vote> said = approvals.stream().filter(v -> !v.comment().isBlank()).toList();
        if (said.isEmpty()) {
            return click.choice().comment();
        }
        int room = Decision.MAX_COMMENT / said.size() - Decision.MAX_NAME - 3;
        return said.size() == 1 && said.get(0).reviewer().isSameAs(click.who().reviewer())
                ? said.get(0).comment()
                : said.stream()
                        .map(v -> v.reviewer().name() + ": " + shortened(v.comment(), room))
                        .collect(Collectors.joining("\n"));
    }

    private static String shortened(String comment, int max) {
        if (comment.length() <= max) {
            return comment;
        }
        int end = Character.isHighSurrogate(comment.charAt(max - 2)) ? max - 2 : max - 1;
        return comment.substring(0, end).strip() + "…";
    }

    private Upshot told(ReviewRecord review, Aftermath.Truth truth, boolean maybeByUs) {
        // Only a record or a newer token proves what became of ours: that a reminder is due is told by the clock alone.
        boolean isKnown = truth instanceof Aftermath.Decided || truth instanceof Aftermath.Reopened;
        if (maybeByUs && isKnown) {
            log.info("what became of a decision whose answer was lost is known")
                    .with("reviewId", review.reviewId())
                    .with("truth", truth.getClass().getSimpleName())
                    .write();
        }
        if (truth instanceof Aftermath.Decided decided) {
            return new Upshot.DecidedBefore(review, decided.decision());
        }
        if (maybeByUs && !isKnown) {
            return new Upshot.Closed(true);
        }
        if (truth instanceof Aftermath.Reopened || truth instanceof Aftermath.Reopening) {
            return new Upshot.Reopening();
        }
        if (truth instanceof Aftermath.OnItsWay way) {
            return new Upshot.BeingDecided(way.deciding());
        }
        return truth instanceof Aftermath.Expired ? new Upshot.Expired(review) : new Upshot.Closed(false);
    }

    private Upshot busy(Click click, Decision decision, TaskAnswer.Busy busy) {
        Log.Line line =
                about(log.warn("Step Functions did not take a decision"), click).with("why", busy.why());
        if (busy.maybeAccepted()) {
            line.write();
            maybeUnrecorded(decision);
        } else {
            notSent(line);
        }
        return new Upshot.Busy(busy.maybeAccepted());
    }

    /** Whatever happens here, the decision stands: Step Functions has it. */
    private void record(ReviewRecord review, Decision decision, Deadline deadline) {
        ReviewStore store = storage.within(deadline).store();
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

    /** Whatever happens here, what was decided is decided. */
    private void tell(Upshot upshot, Deadline deadline) {
        try {
            if (upshot instanceof Upshot.Decided decided) {
                onlookers.decided(decided.review(), decided.decision(), deadline);
            } else if (upshot instanceof Upshot.DecidedBefore before) {
                onlookers.decided(before.review(), before.decision(), deadline);
            } else if (upshot instanceof Upshot.Voted voted) {
                onlookers.voted(voted.review(), voted.ballot(), deadline);
            }
        } catch (RuntimeException e) {
            log.warn("what came of a click cannot be shown elsewhere").with(e).write();
        }
    }

    /** Nothing tries again but a person: the last approval may be counted, and the workflow waits all the same. */
    private void notSent(Log.Line line) {
        line.count("DecisionNotSent", environment).write();
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

    private Log.Line about(String message, Click click) {
        return about(log.info(message), click);
    }

    private static Log.Line about(Log.Line line, Click click) {
        Reviewer reviewer = click.who().reviewer();
        return line.with("reviewId", click.review().reviewId())
                .with("via", reviewer.via())
                .with("reviewer", reviewer.id());
    }
}
