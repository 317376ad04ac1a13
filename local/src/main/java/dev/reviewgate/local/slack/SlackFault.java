package dev.reviewgate.local.slack;

import java.time.Duration;

/** How a method of the web API fails on purpose. */
public sealed interface SlackFault {
    /** An HTTP status of 500 and a page of Slack's instead of JSON; nothing was done. */
    record ServerError() implements SlackFault {}

    /** No answer, and nothing done, until {@link Slack#recover} or until the time is over; then the connection is closed. */
    record Hang(Duration atMost) implements SlackFault {}

    /** HTTP status 429 with {@code Retry-After} and the error {@code ratelimited}, for that long. */
    record RateLimited(int seconds) implements SlackFault {}

    /** HTTP status 200 with {@code ok: false} and one of Slack's error words. */
    record Refusal(String error) implements SlackFault {}

    /** What was asked for is done, but the answer is an HTTP status of 500. */
    record AnswerLost() implements SlackFault {}

    static SlackFault serverError() {
        return new ServerError();
    }

    static SlackFault hang() {
        return new Hang(Duration.ofMinutes(1));
    }

    /** Refuses for so many seconds, which is what {@code Retry-After} says. */
    static SlackFault rateLimited(int seconds) {
        return new RateLimited(seconds);
    }

    static SlackFault refusal(String error) {
        return new Refusal(error);
    }

    static SlackFault answerLost() {
        return new AnswerLost();
    }
}
