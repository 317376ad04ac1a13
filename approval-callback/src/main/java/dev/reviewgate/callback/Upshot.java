package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewRecord;
import java.util.Map;

/** What came of a click, whichever channel it came through. */
sealed interface Upshot {
    int status();

    /** A word for logs and programs. */
    String code();

    /** What the person who clicked is told, where nothing better can be shown. */
    String text();

    /** Tells whether this click was accepted, or may have been, or will be once its sender tries again. */
    default boolean mayBeOurs() {
        return this instanceof Decided
                || this instanceof Busy
                || (this instanceof Closed closed && closed.maybeByYou());
    }

    /** This click decided. */
    record Decided(ReviewRecord review, Decision decision) implements Upshot {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String code() {
            return "decided";
        }

        @Override
        public String text() {
            return "Thank you. The workflow goes on with your decision.";
        }
    }

    /** Somebody's decision came first. */
    record DecidedBefore(ReviewRecord review, Decision decision) implements Upshot {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String code() {
            return "already_decided";
        }

        @Override
        public String text() {
            return "The review had been decided before your click arrived. If this is your own decision, it counts; nothing was decided twice.";
        }
    }

    /**
     * The approval counts, and more are needed.
     *
     * @param again whether this person had approved before, so that nothing has changed
     */
    record Voted(ReviewRecord review, Ballot ballot, boolean again) implements Upshot {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String code() {
            return again ? "already_voted" : "voted";
        }

        @Override
        public String text() {
            int missing = missing();
            String more = missing == 1 ? "One more person has" : missing + " more people have";
            return (again ? "You have approved already. " : "Thank you, your approval counts. ") + more
                    + " to approve before the workflow goes on.";
        }

        /** How many approvals are missing still. */
        int missing() {
            return review.policy().approvalsRequired() - ballot.votes().size();
        }
    }

    /** This person may not decide on this review, or not before that can be checked. */
    record Refused(Refusal why) implements Upshot {
        @Override
        public int status() {
            return why.status();
        }

        @Override
        public String code() {
            return why.code();
        }

        @Override
        public String text() {
            return why.text();
        }
    }

    /** Something has to be filled in differently; what is wrong, by field. */
    record WrongFields(Map<String, String> problems) implements Upshot {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String code() {
            return "invalid_form";
        }

        @Override
        public String text() {
            return String.join(" ", problems.values());
        }
    }

    /** What this person was shown is not what the review is about any more. */
    record ContentChanged(ReviewRecord review) implements Upshot {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String code() {
            return "content_changed";
        }

        @Override
        public String text() {
            return "What this review is about, or who may decide on it, has changed since you looked. Your decision was not sent: please look again.";
        }
    }

    /** What is stored is not what was announced; nobody may approve that. */
    record EvidenceChanged() implements Upshot {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String code() {
            return "evidence_changed";
        }

        @Override
        public String text() {
            return "The evidence that is stored is not what was announced when this review was opened. Nothing was approved. It can still be rejected.";
        }
    }

    /** The time is over, and nobody decided. */
    record Expired(ReviewRecord review) implements Upshot {
        @Override
        public int status() {
            return 410;
        }

        @Override
        public String code() {
            return "expired";
        }

        @Override
        public String text() {
            return "Nobody decided until " + Words.time(review.closesAt())
                    + ". The workflow has gone on as it does without a decision; nothing can be decided here any more.";
        }
    }

    /**
     * The task does not wait any longer, and nothing recorded says why.
     *
     * @param maybeByYou the answer to this click was lost, so it may have been the one that was accepted
     */
    record Closed(boolean maybeByYou) implements Upshot {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String code() {
            return maybeByYou ? "maybe_decided" : "closed";
        }

        @Override
        public String text() {
            return maybeByYou
                    ? "Your decision may have been the one that was accepted: the answer to it was lost on its way, and nobody else's decision is recorded. Please look at the execution to see how it went on."
                    : "This click decided nothing, and nobody's decision is recorded here. Either an earlier click was accepted and its answer got lost, or the execution was stopped, or it was decided elsewhere. Please look at the execution to see how it went on.";
        }
    }

    /** One attempt is over and the next one has not begun. */
    record Reopening() implements Upshot {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "reopening";
        }

        @Override
        public String text() {
            return "The review is being reopened for a reminder. Nothing is decided yet: please try again in a moment.";
        }
    }

    /** Somebody else's decision is on its way, and there is no time to wait for what becomes of it. */
    record BeingDecided(Deciding by) implements Upshot {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "being_decided";
        }

        @Override
        public String text() {
            return by.reviewer().name()
                    + " is deciding at this moment. Your click decided nothing: please look again in a moment.";
        }
    }

    /**
     * Step Functions asked for patience, did not answer, or could not be asked in time.
     *
     * @param maybeAccepted whether the decision may have arrived all the same
     */
    record Busy(boolean maybeAccepted) implements Upshot {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "unavailable";
        }

        @Override
        public String text() {
            return maybeAccepted
                    ? "It is not certain that your decision arrived. Please try again in a moment: if it did arrive, nothing is decided a second time."
                    : "The service is busy. Nothing is decided yet: please try again in a moment.";
        }
    }

    /** What is recorded cannot be read, so nothing is claimed. */
    record Unavailable() implements Upshot {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "unavailable";
        }

        @Override
        public String text() {
            return "The review cannot be read just now. Please try again in a moment: you are told what was decided, and nothing is decided twice.";
        }
    }

    /** Something is wrong on our side that trying again does not put right. */
    record Fault() implements Upshot {
        @Override
        public int status() {
            return 500;
        }

        @Override
        public String code() {
            return "fault";
        }

        @Override
        public String text() {
            return "This is a fault on our side, and it has been logged. Look at the review again: it tells whether anything was decided.";
        }
    }
}
