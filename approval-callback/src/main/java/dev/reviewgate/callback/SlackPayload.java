package dev.reviewgate.callback;

import dev.reviewgate.core.ReviewId;
import dev.reviewgate.slack.Asked;
import dev.reviewgate.slack.Offer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did in Slack, as far as it concerns reviews.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads">Interaction payloads</a>
 */
sealed interface SlackPayload {
    /**
     * Somebody pressed a button of a card.
     *
     * @param evidence names what the card showed; empty where it does not say
     * @param trigger opens a dialog for them, within three seconds
     * @param responseUrl takes an answer without a dialog; null where Slack gave none
     */
    record Press(
            Identity.Slack who,
            Offer offer,
            ReviewId review,
            String evidence,
            String trigger,
            @Nullable URI responseUrl)
            implements SlackPayload {}

    /** Somebody confirmed what a dialog asked. */
    record Submission(Identity.Slack who, Asked asked, String comment) implements SlackPayload {}

    /** Something else, such as the press of a link, or another app's dialog; {@code type} is Slack's word for it. */
    record Other(String type) implements SlackPayload {}
}
