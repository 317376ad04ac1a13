package dev.reviewgate.notifier;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.slack.Card;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.SlackAnswer;
import dev.reviewgate.slack.SlackApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/** Posts cards in Slack, remembers where they are, and keeps them true. */
final class SlackChannels {
    /** Counts cards that do not show what is true, or will not. */
    private static final String STALE = "SlackMessageStale";

    private final SlackApi slack;
    private final Cards cards;
    private final ReviewNotes notes;
    private final URI api;
    private final String environment;
    private final Duration limit;
    private final Clock clock;
    private final Log log;

    /** @param limit what Slack may take of the function's minute for each channel, however long it asks to be left alone */
    SlackChannels(
            SlackApi slack,
            Cards cards,
            ReviewNotes notes,
            URI api,
            String environment,
            Duration limit,
            Clock clock,
            Log log) {
        this.slack = Objects.requireNonNull(slack, "slack");
        this.cards = Objects.requireNonNull(cards, "cards");
        this.notes = Objects.requireNonNull(notes, "notes");
        this.api = Objects.requireNonNull(api, "api");
        this.environment = Objects.requireNonNull(environment, "environment");
        this.limit = Objects.requireNonNull(limit, "limit");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Posts a card, and lets the cards of earlier requests say how long is left now.
     *
     * @param name what logs call the channel
     * @param channel empty for none: then only the earlier cards change
     */
    Delivery ask(String name, String channel, Asking asking) {
        Deadline deadline = deadline();
        List<PostedMessage> earlier = posted(asking.review());
        Delivery delivery = channel.isEmpty()
                ? new Delivery.NobodyThere(name, "no channel in Slack is asked")
                : post(name, channel, asking, deadline);
        refresh(asking, earlier, deadline);
        return delivery;
    }

    /** Posts a card where nobody was asked before. */
    Delivery escalate(String name, String channel, Asking asking) {
        return post(name, channel, asking, deadline());
    }

    /** Posts a card, and notes where it is before anything else, because only what is noted can be updated. */
    private Delivery post(String name, String channel, Asking asking, Deadline deadline) {
        ReviewRecord review = asking.review();
        Card card = cards.open(
                review,
                asking.votes().votes(),
                review.attempt(),
                AskingMessages.onACard(asking),
                asking.link().review());
        SlackAnswer answer = slack.post(channel, card, deadline);
        if (!(answer instanceof SlackAnswer.Ok ok)) {
            return new Delivery.NotSent(name, "Slack did not take the message: " + answer.words());
        }
        PostedMessage posted = new PostedMessage(
                ok.body().path("channel").asText(channel),
                ok.body().path("ts").asText(""),
                review.attempt(),
                asking.link().key());
        try {
            notes.posted(review, List.of(posted));
        } catch (SdkException | IllegalStateException e) {
            log.error("a Slack message is not noted, so nothing will update it")
                    .with("reviewId", review.reviewId())
                    .with("channel", posted.channel())
                    .with("ts", posted.ts())
                    .with(e)
                    .count(STALE, environment)
                    .write();
        }
        return new Delivery.Sent(name, posted.channel() + "/" + posted.ts());
    }

    /**
     * Lets the cards of earlier attempts say how long is left now; their buttons and links go on working.
     *
     * <p>Whatever comes of it, what was posted is posted.
     */
    private void refresh(Asking asking, List<PostedMessage> earlier, Deadline deadline) {
        ReviewRecord review = asking.review();
        try {
            update(
                    review,
                    earlier,
                    m -> cards.open(
                            review,
                            asking.votes().votes(),
                            m.attempt(),
                            AskingMessages.onAnEarlierCard(asking),
                            link(review, m)),
                    deadline);
        } catch (RuntimeException e) {
            log.error("the Slack messages of a review were not updated")
                    .with("reviewId", review.reviewId())
                    .with(e)
                    .count(STALE, environment)
                    .write();
        }
    }

    /** Lets every card say how the review ended, and tells it once in the newest thread of each channel: an update notifies nobody. */
    Delivery tell(String name, ReviewRecord review, Announcement announcement) {
        Deadline deadline = deadline();
        List<PostedMessage> messages = notes.messages(review);
        if (messages.isEmpty()) {
            return new Delivery.NobodyThere(name, "nothing was posted in Slack");
        }
        // Noted first: whoever draws the cards later, because of a late click, has to say this too.
        boolean first = notes.telling(review, announcement.outcome() == Outcome.FAILED, announcement.result());
        update(review, messages, m -> ended(review, announcement, link(review, m)), deadline);
        if (first) {
            reply(review, messages, announcement, deadline);
        }
        return new Delivery.Sent(name, messages.size() + " updated");
    }

    private void reply(
            ReviewRecord review, List<PostedMessage> messages, Announcement announcement, Deadline deadline) {
        Map<String, PostedMessage> newest = new LinkedHashMap<>();
        messages.forEach(m -> newest.put(m.channel(), m));
        Card words = cards.sentence(OutcomeMessages.inAThread(announcement));
        newest.values().forEach(m -> {
            SlackAnswer answer = slack.reply(m.channel(), m.ts(), words, deadline);
            if (!answer.isOk()) {
                stale("an outcome was not told in a thread", review, m, answer);
            }
        });
    }

    /** Returns the messages that were posted so far; none if the list cannot be read, which is no reason not to post. */
    private List<PostedMessage> posted(ReviewRecord review) {
        try {
            return notes.messages(review);
        } catch (SdkException | IllegalStateException e) {
            log.error("the Slack messages of a review cannot be read")
                    .with("reviewId", review.reviewId())
                    .with(e)
                    .count(STALE, environment)
                    .write();
            return List.of();
        }
    }

    private Card ended(ReviewRecord review, Announcement announcement, String link) {
        String followed = announcement.result();
        Decision decision = announcement.decision().orElse(null);
        return switch (announcement.outcome()) {
            case APPROVED, REJECTED ->
                decision == null
                        ? cards.ended(review, followed, link)
                        : cards.decided(review, decision, followed, link);
            case TIMED_OUT -> cards.expired(review, followed, link);
            case FAILED -> cards.failed(review, decision, followed, link);
        };
    }

    private void update(
            ReviewRecord review, List<PostedMessage> messages, Function<PostedMessage, Card> card, Deadline deadline) {
        List<SlackAnswer> answers = slack.updateAll(messages, card, deadline);
        for (int i = 0; i < messages.size(); i++) {
            if (!answers.get(i).isOk()) {
                stale("a Slack message was not updated", review, messages.get(i), answers.get(i));
            }
        }
    }

    private void stale(String what, ReviewRecord review, PostedMessage message, SlackAnswer answer) {
        log.error(what)
                .with("reviewId", review.reviewId())
                .with("channel", message.channel())
                .with("ts", message.ts())
                .with("why", answer.words())
                .count(STALE, environment)
                .write();
    }

    private String link(ReviewRecord review, PostedMessage message) {
        return new ReviewLink(api, review.reviewId(), message.key()).review();
    }

    private Deadline deadline() {
        return Deadline.in(limit, clock);
    }
}
