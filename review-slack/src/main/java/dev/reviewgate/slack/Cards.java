package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Durations;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.Fact;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws a review as a message in Slack, in each of its states. Only an open one has buttons, so that nobody takes it for open
 * later; none has a customer's row, and the only secret is the key in the link that shows the page.
 */
public final class Cards {
    /**
     * What each part of a card may take, in characters: Slack refuses a message whose blocks have more than about 13,000
     * ({@code msg_blocks_too_long}, which its reference does not put a number to).
     */
    private static final int MAX_COMMENT = 2050;

    private static final int MAX_VOTE_COMMENT = 300;
    private static final int MAX_FOLLOWED = 1000;
    private static final int MAX_FACTS = 4000;
    private static final int MAX_SUBJECT = 600;
    private static final int MAX_SENTENCE = 400;
    private static final int MAX_REQUESTER = 300;
    private static final int MAX_APPROVERS = 15;
    private static final int MAX_NOTIFICATION = 600;

    /** Begins the name of the block of buttons, which says what was shown beside them. */
    private static final String SHOWN = "shown:";

    private final String environment;

    public Cards(String environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    /**
     * Draws a review that waits.
     *
     * @param votes the approvals so far, where several are needed
     * @param attempt for which the message was or is posted; a later one is a reminder
     * @param link to the page; null where it is not known any more
     */
    public Card open(ReviewRecord review, List<Vote> votes, int attempt, @Nullable String link) {
        return open(review, votes, attempt, "", link);
    }

    /**
     * Draws a review that waits.
     *
     * @param votes the approvals so far, where several are needed
     * @param attempt for which the message was or is posted; a later one is a reminder
     * @param why a sentence or two on why it is asked for once more, or here, and how long is left; empty where that goes
     *     without saying
     * @param link to the page; null where it is not known any more
     */
    public Card open(ReviewRecord review, List<Vote> votes, int attempt, String why, @Nullable String link) {
        String headline = headline(review, attempt);
        Blocks blocks = new Blocks().header(headline);
        blocks.section(Mrkdwn.escape(why, MAX_FOLLOWED));
        facts(blocks, review);
        blocks.section(waiting(review, attempt, why));
        blocks.lines(votes(review, votes));
        blocks.context(List.of(deciders(review.policy())));
        blocks.context(about(review));
        buttons(blocks, review, link);
        return new Card(notification((attempt > 1 ? "" : "Please review: ") + headline), blocks.json());
    }

    /**
     * Draws a review on which somebody has decided.
     *
     * @param followed a sentence or two about what came of it; empty as long as that is not known
     */
    public Card decided(ReviewRecord review, Decision decision, String followed, @Nullable String link) {
        boolean approved = decision.decision() == Verdict.APPROVED;
        String headline = (approved ? "Approved: " : "Rejected: ") + review.subject();
        Blocks blocks = new Blocks().header(headline);
        blocks.lines(told(review, decision, followed.isBlank()));
        blocks.section(Mrkdwn.escape(followed.strip(), MAX_FOLLOWED));
        closed(blocks, review, link);
        return new Card(notification(headline + " (" + decision.reviewer().name() + ")"), blocks.json());
    }

    /**
     * Draws a review that nobody decided in time.
     *
     * @param followed a sentence or two about what came of it; empty as long as that is not known
     */
    public Card expired(ReviewRecord review, String followed, @Nullable String link) {
        Blocks blocks = new Blocks().header("Nobody decided: " + review.subject());
        String announced = review.ifNobodyDecides();
        String then = followed.isBlank() && announced != null ? announced : followed.strip();
        blocks.section(("*Expired.* Nobody decided until " + Mrkdwn.time(review.closesAt()) + ". "
                        + Mrkdwn.escape(then, MAX_FOLLOWED))
                .strip());
        closed(blocks, review, link);
        return new Card(notification("Nobody decided: " + review.subject()), blocks.json());
    }

    /**
     * Draws a review whose end could not be carried out.
     *
     * @param decision what was decided; null if nobody did
     * @param followed a sentence or two about what went wrong
     */
    public Card failed(ReviewRecord review, @Nullable Decision decision, String followed, @Nullable String link) {
        String headline = "Failed: " + review.subject();
        Blocks blocks = new Blocks().header(headline);
        if (decision == null) {
            blocks.section("Nobody decided, and what was to follow failed.");
        } else {
            blocks.lines(told(review, decision, false));
            blocks.section("*But then it failed.*");
        }
        blocks.section(Mrkdwn.escape(followed.strip(), MAX_FOLLOWED));
        closed(blocks, review, link);
        return new Card(notification(headline), blocks.json());
    }

    /**
     * Draws a review that ended in another way.
     *
     * @param why a sentence or two about how it went on; may be empty
     */
    public Card ended(ReviewRecord review, String why, @Nullable String link) {
        Blocks blocks = new Blocks().header("Closed: " + review.subject());
        blocks.section("*Closed without a decision here.* "
                + (why.isBlank()
                        ? "The execution was stopped or failed, or it was decided elsewhere."
                        : Mrkdwn.escape(why.strip(), MAX_FOLLOWED)));
        closed(blocks, review, link);
        return new Card(notification("Closed: " + review.subject()), blocks.json());
    }

    /**
     * Returns what a card showed to whoever pressed one of its buttons, as {@link ReviewRecord#contentDigest()} names it.
     *
     * @param blockId of the block that the button is in; empty comes back for any that is not ours
     */
    public static String evidenceShown(String blockId) {
        return blockId.startsWith(SHOWN) ? blockId.substring(SHOWN.length()) : "";
    }

    /** A sentence for one person, as an answer to a button that could open no dialog. */
    public Card sentence(String text) {
        return new Card(
                Mrkdwn.escape(text, Blocks.MAX_TEXT),
                new Blocks().section(Mrkdwn.escape(text, Blocks.MAX_TEXT)).json());
    }

    /** Says what was decided, by whom, when and why. */
    static List<String> told(ReviewRecord review, Decision decision) {
        return told(review, decision, true);
    }

    /** @param withOutlook whether to say what will be published, which is better left to what is known to have followed */
    private static List<String> told(ReviewRecord review, Decision decision, boolean withOutlook) {
        List<String> lines = new ArrayList<>();
        lines.add("*" + (decision.decision() == Verdict.APPROVED ? "Approved" : "Rejected") + "* by "
                + who(decision.reviewer()) + ", " + Mrkdwn.time(decision.decidedAt()) + ". "
                + (withOutlook ? what(decision, review.evidence()) : ""));
        if (!decision.comment().isBlank()) {
            lines.add(Mrkdwn.quote(decision.comment(), MAX_COMMENT));
        }
        decision.approvals().forEach(vote -> lines.add("• " + vote(vote)));
        return lines;
    }

    private String notification(String text) {
        return "[" + Mrkdwn.escape(environment) + "] " + Mrkdwn.escape(text, MAX_NOTIFICATION);
    }

    private static String headline(ReviewRecord review, int attempt) {
        int reminder = attempt - 1;
        return reminder == 0
                ? review.subject()
                : "Reminder " + reminder + (review.attempts() > 1 ? " of " + (review.attempts() - 1) : "") + ": "
                        + review.subject();
    }

    private static void facts(Blocks blocks, ReviewRecord review) {
        if (review.subject().length() > Blocks.MAX_HEADER - 30) {
            blocks.section(Mrkdwn.escape(review.subject(), MAX_SUBJECT));
        }
        List<String> lines = new ArrayList<>();
        int length = 0;
        for (Fact fact : review.facts()) {
            String line = fact(fact);
            length += line.length() + 1;
            if (length > MAX_FACTS) {
                lines.add("_… and " + (review.facts().size() - lines.size()) + " more on the page_");
                break;
            }
            lines.add(line);
        }
        blocks.lines(lines);
    }

    private static String fact(Fact fact) {
        return "*" + Mrkdwn.escape(fact.label()) + ":* " + Mrkdwn.escape(fact.value());
    }

    /** The length does not change when the card is drawn anew, however long that is after it was sent. */
    private static String waiting(ReviewRecord review, int attempt, String why) {
        Duration open =
                Duration.ofSeconds(review.timeoutSeconds()).multipliedBy(Math.max(1, review.attempts() - attempt + 1L));
        String otherwise = review.ifNobodyDecides();
        return "Open until " + Mrkdwn.time(review.closesAt())
                + (why.isEmpty() ? ", " + Durations.words(open) + " from when this was sent." : ".")
                + (otherwise == null ? "" : " If nobody decides: " + Mrkdwn.escape(otherwise, MAX_SENTENCE));
    }

    private static List<String> votes(ReviewRecord review, List<Vote> votes) {
        int required = review.policy().approvalsRequired();
        if (required == 1) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("*" + votes.size() + " of " + required + " approvals*"
                + (votes.isEmpty() ? "; one rejection rejects." : ":"));
        for (Vote vote : votes) {
            lines.add("• " + vote(vote));
            if (!vote.comment().isBlank()) {
                lines.add(Mrkdwn.quote(vote.comment(), MAX_VOTE_COMMENT));
            }
        }
        return lines;
    }

    private static String deciders(ReviewPolicy policy) {
        if (policy.approvers().isEmpty()) {
            return policy.verifiedOnly() ? "Decide with the buttons here; the page behind _Open_ only shows." : "";
        }
        int more = policy.approvers().size() - MAX_APPROVERS;
        return "May decide: "
                + policy.approvers().stream()
                        .limit(MAX_APPROVERS)
                        .map(Mrkdwn::approver)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String vote(Vote vote) {
        return Mrkdwn.person(vote.reviewer()) + " approved"
                + (vote.publish() == Publish.CLEAN ? " without the flagged rows" : "") + ", "
                + Mrkdwn.time(vote.votedAt());
    }

    private static void buttons(Blocks blocks, ReviewRecord review, @Nullable String link) {
        ObjectNode actions = blocks.block("actions").put("block_id", SHOWN + review.contentDigest());
        ArrayNode buttons = actions.putArray("elements");
        for (Offer offer : Offer.values()) {
            if (offer != Offer.APPROVE_CLEAN || review.evidence().clean() != null) {
                ObjectNode button = button(buttons, offer.actionId(), offer.label(), review);
                if (offer == Offer.APPROVE) {
                    button.put("style", "primary");
                } else if (offer == Offer.REJECT) {
                    button.put("style", "danger");
                }
            }
        }
        if (link != null) {
            button(buttons, "open", "Open", review).put("url", link);
        }
    }

    private static ObjectNode button(ArrayNode buttons, String actionId, String label, ReviewRecord review) {
        ObjectNode button = buttons.addObject()
                .put("type", "button")
                .put("action_id", actionId)
                .put("value", review.reviewId().value());
        button.set("text", Blocks.plainText(label));
        return button;
    }

    private void closed(Blocks blocks, ReviewRecord review, @Nullable String link) {
        facts(blocks, review);
        List<String> about = about(review);
        if (link != null) {
            about.add(Mrkdwn.link(link, "Look at it"));
        }
        blocks.context(about);
    }

    private List<String> about(ReviewRecord review) {
        List<String> about = new ArrayList<>();
        about.add(Mrkdwn.escape(environment));
        about.add(Mrkdwn.escape(review.execution().name()));
        Optional.ofNullable(review.requestedBy())
                .ifPresent(by -> about.add("asked for by " + Mrkdwn.escape(by, MAX_REQUESTER)
                        + (review.policy().requesterMayDecide() ? "" : ", who may not decide")));
        return about;
    }

    private static String who(Reviewer reviewer) {
        return switch (reviewer.via()) {
            case Reviewer.SLACK -> Mrkdwn.person(reviewer) + " in Slack";
            case Reviewer.IAM -> Mrkdwn.name(reviewer) + " (verified by AWS)";
            default -> Mrkdwn.name(reviewer) + " (by link; the name is as typed, not verified)";
        };
    }

    private static String what(Decision decision, Evidence evidence) {
        if (decision.decision() == Verdict.REJECTED || evidence.clean() == null) {
            return "";
        }
        return decision.publish() == Publish.CLEAN
                ? "Everything but the flagged rows is published."
                : "Everything is published.";
    }
}
