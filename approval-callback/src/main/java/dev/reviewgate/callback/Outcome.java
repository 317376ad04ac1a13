package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request comes to, as a status, a page and the same facts in JSON. */
sealed interface Outcome
        permits Outcome.Open, Outcome.Deciding, Outcome.Told, Outcome.Redirect, Outcome.Data, SlackReply, Notice {
    /** How many seconds a client should wait before it tries again. */
    String RETRY_AFTER = "5";

    /** After how many seconds a page that will soon say something else is loaded again. */
    String REFRESH = "3";

    int status();

    /** A word for logs and programs. */
    String code();

    String html();

    ObjectNode json();

    default Map<String, String> headers() {
        return status() == 503 ? Map.of("Retry-After", RETRY_AFTER) : Map.of();
    }

    /**
     * The review waits for a decision; an alert says why a posted form did not make one.
     *
     * @param ballot who has approved, where several have to
     * @param looks who asked to see personal data
     */
    record Open(
            Visit visit,
            Page page,
            Findings findings,
            Ballot ballot,
            List<Look> looks,
            Form form,
            @Nullable Alert alert,
            Instant now)
            implements Outcome {
        public Open {
            looks = List.copyOf(looks);
        }

        /** Returns the same with a word on why what was asked for was not done. */
        Open with(Alert why) {
            return new Open(visit, page, findings, ballot, looks, form, why, now);
        }

        @Override
        public int status() {
            return alert == null ? 200 : alert.status();
        }

        @Override
        public String code() {
            return alert == null ? "open" : alert.code();
        }

        @Override
        public String html() {
            return Html.review(new ReviewView(this));
        }

        @Override
        public ObjectNode json() {
            return alert == null ? Facts.open(this) : Facts.alert(alert);
        }
    }

    /** Somebody's decision is on its way to Step Functions; whether it was accepted is known in a moment. */
    record Deciding(Visit visit, dev.reviewgate.core.Deciding deciding) implements Outcome {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String code() {
            return "deciding";
        }

        /** The page loads itself again until it is known; a header does it, so that only this answer has it. */
        @Override
        public Map<String, String> headers() {
            return Map.of("Refresh", REFRESH);
        }

        @Override
        public String html() {
            return Html.deciding(this);
        }

        @Override
        public ObjectNode json() {
            return Facts.deciding(this);
        }
    }

    /** A decision that was made, now or before. */
    sealed interface Told extends Outcome permits JustDecided, WasDecided, AlreadyDecided {
        Visit visit();

        Decision decision();

        /** What the page says above the decision. */
        String lead();

        /** What became of the review, and by whom, as a heading. */
        default String headline() {
            List<Vote> approvals = decision().approvals();
            return sign().word() + " by "
                    + (approvals.isEmpty()
                            ? decision().reviewer().name()
                            : Words.and(approvals.stream()
                                    .map(v -> v.reviewer().name())
                                    .toList()));
        }

        default Sign sign() {
            return decision().decision() == Verdict.APPROVED ? Sign.APPROVED : Sign.REJECTED;
        }

        /** What is said where the page cannot be shown. */
        default String plain() {
            return lead();
        }

        @Override
        default String html() {
            return Html.decided(this);
        }

        @Override
        default ObjectNode json() {
            return Facts.decided(visit().record(), visit().environment(), decision());
        }

        /** What an approval publishes, in words; empty for a rejection, and where there was nothing to choose. */
        default String published() {
            Publish publish = decision().publish();
            if (publish == null || visit().record().evidence().clean() == null) {
                return "";
            }
            return publish == Publish.ALL ? "everything" : "everything but the flagged rows";
        }
    }

    /** This request decided. */
    record JustDecided(Visit visit, Decision decision) implements Told {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String code() {
            return "decided";
        }

        @Override
        public String headline() {
            return decision.decision() == Verdict.APPROVED ? "Approved by you" : "Rejected by you";
        }

        @Override
        public String lead() {
            return "Thank you. The workflow goes on with your decision.";
        }

        @Override
        public String plain() {
            return "Your decision was accepted. " + lead()
                    + " Only this page could not be shown: that is a fault on our side, and it has been logged.";
        }
    }

    /** Somebody decided before this visit, which wants to look and not to decide. */
    record WasDecided(Visit visit, Decision decision) implements Told {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String code() {
            return "was_decided";
        }

        @Override
        public String lead() {
            return "This review is closed.";
        }
    }

    /** Somebody else's decision came first. */
    record AlreadyDecided(Visit visit, Decision decision) implements Told {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String code() {
            return "already_decided";
        }

        @Override
        public String lead() {
            return "The review had been decided before your click arrived. If this is your own decision, it counts; nothing was decided twice.";
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = Facts.error(code(), lead());
            json.set("decision", decision.toJson());
            return json;
        }
    }

    /** What an operator's program asked for. */
    record Data(int status, String code, ObjectNode json) implements Outcome {
        /** Operators' programs are answered in JSON, whatever they accept. */
        @Override
        public String html() {
            return "";
        }
    }

    /** A file's link, made for this request. */
    record Redirect(URI location) implements Outcome {
        @Override
        public int status() {
            return 302;
        }

        @Override
        public String code() {
            return "redirect";
        }

        @Override
        public String html() {
            return "";
        }

        @Override
        public ObjectNode json() {
            return Json.mapper().createObjectNode();
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Location", location.toString());
        }

        @Override
        public String toString() {
            return "Redirect[…]";
        }
    }
}
