package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Told;
import dev.reviewgate.core.Vote;
import dev.reviewgate.slack.Card;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.SlackAnswer;
import dev.reviewgate.slack.SlackApi;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the cards in Slack true: each message that was posted about a review shows how it went on. What could not be updated
 * is made good by the announcement of the outcome, or by the next press of a stale button.
 */
final class SlackMessages implements Onlookers {
    private final Storage storage;
    private final SlackApi api;
    private final Cards cards;
    private final Address address;
    private final Log log;

    SlackMessages(Storage storage, SlackApi api, Cards cards, Address address, Log log) {
        this.storage = storage;
        this.api = api;
        this.cards = cards;
        this.address = address;
        this.log = log;
    }

    /** What followed may be told meanwhile, and must not be undone. */
    @Override
    public void decided(ReviewRecord review, Decision decision, Deadline deadline) {
        Optional<Told> told = told(review, deadline);
        update(review, message -> decided(review, decision, told, link(review, message)), deadline);
        Optional<Told> since = told.isPresent() ? told : told(review, deadline);
        if (!since.equals(told)) {
            update(review, message -> decided(review, decision, since, link(review, message)), deadline);
        }
    }

    private Card decided(ReviewRecord review, Decision decision, Optional<Told> told, @Nullable String link) {
        String followed = told.map(Told::followed).orElse("");
        return told.filter(Told::failed).isPresent()
                ? cards.failed(review, decision, followed, link)
                : cards.decided(review, decision, followed, link);
    }

    private Optional<Told> told(ReviewRecord review, Deadline deadline) {
        return storage.within(deadline).notes().told(review);
    }

    /** Somebody else's last approval may have come in between, and its update must not be undone. */
    @Override
    public void voted(ReviewRecord review, Ballot ballot, Deadline deadline) {
        Optional<Decision> decision = storage.within(deadline).store().decision(review);
        if (decision.isPresent()) {
            decided(review, decision.get(), deadline);
        } else {
            open(review, ballot.votes(), deadline);
        }
    }

    /** Shows the review as it is now. */
    void open(ReviewRecord review, List<Vote> votes, Deadline deadline) {
        update(review, message -> cards.open(review, votes, message.attempt(), link(review, message)), deadline);
    }

    /** Shows that the time is over. */
    void expired(ReviewRecord review, Deadline deadline) {
        String followed = told(review, deadline).map(Told::followed).orElse("");
        update(review, message -> cards.expired(review, followed, link(review, message)), deadline);
    }

    /** Shows that the review ended, and that nothing recorded says how. */
    void ended(ReviewRecord review, Deadline deadline) {
        String followed = told(review, deadline).map(Told::followed).orElse("");
        update(review, message -> cards.ended(review, followed, link(review, message)), deadline);
    }

    private void update(ReviewRecord review, Function<PostedMessage, Card> card, Deadline deadline) {
        List<PostedMessage> messages = storage.within(deadline).notes().messages(review);
        List<SlackAnswer> answers = api.updateAll(messages, card, deadline);
        answers.stream()
                .filter(answer -> !answer.isOk())
                .forEach(answer -> log.warn("a message in Slack was not updated")
                        .with("reviewId", review.reviewId())
                        .with("why", answer.words())
                        .write());
    }

    private @Nullable String link(ReviewRecord review, PostedMessage message) {
        return address.base()
                .map(base -> new ReviewLink(base, review.reviewId(), message.key()).review())
                .orElse(null);
    }
}
