package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Publish;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request comes to, as a status, a page and the same facts in JSON. */
sealed interface Outcome permits Outcome.Open, Outcome.Told, Outcome.Redirect, Notice {
    /** How many seconds a client should wait before it tries again. */
    String RETRY_AFTER = "5";

    int status();

    /** A word for logs and programs. */
    String code();

    String html();

    ObjectNode json();

    default Map<String, String> headers() {
        return status() == 503 ? Map.of("Retry-After", RETRY_AFTER) : Map.of();
    }

    /** The review waits for a decision; an alert says why a posted form did not make one. */
    record Open(
            Visit visit,
            Page page,
            Findings findings,
            Form form,
            @Nullable Alert alert,
            Instant now) implements Outcome {
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

    /** A decision that was made, now or before. */
    sealed interface Told extends Outcome permits JustDecided, WasDecided, AlreadyDecided {
        Visit visit();

        Decision decision();

        /** What the page says above the decision. */
        String lead();

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
            return Facts.decided(visit(), decision());
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
