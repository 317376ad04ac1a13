package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;

/** What Slack said to a call. */
public sealed interface SlackAnswer {
    /** Tells whether Slack did what it was asked to. */
    default boolean isOk() {
        return this instanceof Ok;
    }

    /** Says in a few words how the call went, for logs: without texts, tokens and people. */
    String words();

    /** It is done; what came back is here. */
    record Ok(JsonNode body) implements SlackAnswer {
        public Ok {
            Objects.requireNonNull(body, "body");
        }

        @Override
        public String words() {
            return "ok";
        }

        @Override
        public String toString() {
            return "Ok[…]";
        }
    }

    /**
     * Slack will not do this, however often it is asked.
     *
     * @param error Slack's name for it, such as {@code channel_not_found}
     * @param detail what Slack adds, such as the scope that is needed; may be empty
     */
    record Refused(String error, String detail) implements SlackAnswer {
        public Refused {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String words() {
            return detail.isEmpty() ? error : error + " (" + detail + ")";
        }
    }

    /** Slack did nothing and asks for patience, for longer than there was time. */
    record RateLimited(Duration retryAfter) implements SlackAnswer {
        public RateLimited {
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public String words() {
            return "ratelimited for " + retryAfter.toSeconds() + " s";
        }
    }

    /** Slack could not be asked, or its answer did not come: what was asked may have happened all the same. */
    record Unavailable(String why) implements SlackAnswer {
        public Unavailable {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public String words() {
            return why;
        }
    }
}
