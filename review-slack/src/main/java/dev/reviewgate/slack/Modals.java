package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Vote;
import java.util.List;
import java.util.Objects;

/** Draws the dialogs: one that asks for confirmation, and those that tell how it went. */
public final class Modals {
    /** What Slack calls the dialog that decides when it is submitted. */
    public static final String DECIDE = "decide";

    public static final String COMMENT_BLOCK = "comment";
    public static final String COMMENT_ACTION = "text";

    private static final int MAX_TITLE = 24;

    private final String environment;

    public Modals(String environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    /**
     * Asks for confirmation of what a button offers.
     *
     * @param votes the approvals so far, where several are needed
     */
    public ObjectNode confirm(ReviewRecord review, Offer offer, List<Vote> votes) {
        Blocks blocks = new Blocks();
        blocks.section("*" + Mrkdwn.escape(review.subject()) + "*");
        blocks.section(consequence(review, offer, votes.size()));
        comment(blocks, offer);
        blocks.context(List.of(
                Mrkdwn.escape(environment),
                Mrkdwn.escape(review.execution().name()),
                "open until " + Mrkdwn.time(review.closesAt())));
        String button = offer == Offer.REJECT ? "Reject" : "Approve";
        ObjectNode view = view(button, "Cancel", blocks);
        view.put("callback_id", DECIDE);
        view.put("private_metadata", new Asked(review.reviewId(), offer, review.contentDigest()).toMetadata());
        view.set("submit", Blocks.plainText(button));
        return view;
    }

    /** Tells something in a dialog that has nothing to submit. */
    public ObjectNode notice(String title, String text) {
        return view(title, "Close", new Blocks().section(Mrkdwn.escape(text, Blocks.MAX_TEXT)));
    }

    /** Tells what was decided, by the reader or by somebody else. */
    public ObjectNode decided(ReviewRecord review, Decision decision, boolean byReader) {
        Blocks blocks = new Blocks();
        blocks.section(byReader ? "*Thank you.* The workflow goes on with your decision." : "*This review is closed.*");
        blocks.lines(Cards.told(review, decision));
        return view(byReader ? "Done" : "Already decided", "Close", blocks);
    }

    private static String consequence(ReviewRecord review, Offer offer, int votes) {
        String published = switch (offer) {
            case APPROVE ->
                review.evidence().clean() == null
                        ? "The workflow goes on."
                        : "*Everything* is published, the flagged rows as well.";
            case APPROVE_CLEAN -> "Everything *but the flagged rows* is published.";
            case REJECT -> "The workflow is told that this was rejected, and why.";
        };
        int missing = review.policy().approvalsRequired() - votes - 1;
        return offer == Offer.REJECT || missing < 1
                ? published
                : published + " After your approval, "
                        + (missing == 1 ? "one more person has" : missing + " more people have") + " to approve.";
    }

    private static void comment(Blocks blocks, Offer offer) {
        boolean required = offer == Offer.REJECT;
        ObjectNode input = blocks.block("input").put("block_id", COMMENT_BLOCK).put("optional", !required);
        input.set("label", Blocks.plainText(required ? "Why?" : "Comment"));
        input.putObject("element")
                .put("type", "plain_text_input")
                .put("action_id", COMMENT_ACTION)
                .put("multiline", true)
                .put("max_length", Decision.MAX_COMMENT);
    }

    private static ObjectNode view(String title, String close, Blocks blocks) {
        ObjectNode view = Json.mapper().createObjectNode().put("type", "modal");
        view.set("title", Blocks.plainText(Mrkdwn.plain(title, MAX_TITLE)));
        view.set("close", Blocks.plainText(close));
        view.set("blocks", blocks.json());
        return view;
    }
}
