package dev.reviewgate.notifier;

import dev.reviewgate.core.Durations;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.S3File;
import dev.reviewgate.core.Utc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks in each channel's own way for a review: what is wrong, until when, what happens otherwise, and where to decide. */
final class AskingMessages {
    private static final int MOST_NAMED = 6;

    private final String environment;
    private final boolean inSlack;

    /** @param inSlack whether there are buttons in Slack, where it is known who presses them */
    AskingMessages(String environment, boolean inSlack) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.inSlack = inSlack;
    }

    Message message(Asking asking) {
        return new Message(asking.occasion().kind(), subject(asking), slack(asking), mail(asking), sms(asking));
    }

    /** Returns what tells this message from others about the same review, such as {@code Reminder 1 of 2}; empty for the first. */
    private static String which(Asking asking) {
        if (asking.occasion() instanceof Occasion.Again) {
            return "Sent again";
        }
        int reminder = asking.review().attempt() - 1;
        if (reminder == 0) {
            return "";
        }
        return asking.occasion() instanceof Occasion.Escalation
                ? "Still open"
                : "Reminder " + reminder + " of "
                        + Math.max(reminder, asking.review().attempts() - 1);
    }

    private String subject(Asking asking) {
        String which = which(asking);
        String before = "[" + environment + "] " + (which.isEmpty() ? "" : which + ": ");
        String what = asking.review().subject().strip();
        String by = "decide by " + Words.shortDay(asking.review().closesAt());
        String whole = before + what + (endsASentence(what) ? " Please " : ": please ") + by;
        if (whole.length() <= Message.MAX_SUBJECT) {
            return whole;
        }
        String shortened = Words.shortened(what, Message.MAX_SUBJECT - before.length() - ": ".length() - by.length());
        return before + shortened + (shortened.equals(what) ? ": " : " ") + by;
    }

    private static boolean endsASentence(String text) {
        return text.endsWith("?") || text.endsWith(".") || text.endsWith("!");
    }

    private Map<String, String> slack(Asking asking) {
        ReviewRecord review = asking.review();
        String which = which(asking);
        Map<String, String> variables = Message.variables(
                (which.isEmpty() ? "" : which + ": ") + review.subject(),
                environment,
                review.execution().name());
        variables.put("summary", summary(asking));
        variables.put("review_link", asking.link().review());
        variables.put("approval_link", asking.link().approve());
        variables.put("rejection_link", asking.link().reject());
        variables.put("s3_file", s3Uri(review.evidence()));
        variables.put("expires_at", Utc.minutes(review.closesAt()));
        variables.put("time_left", Durations.words(asking.left()));
        variables.put("if_nobody_decides", Objects.requireNonNullElse(review.ifNobodyDecides(), ""));
        variables.put("votes_needed", Integer.toString(asking.votesMissing()));
        variables.put("attempt", review.attempt() + " of " + review.attempts());
        return variables;
    }

    private static String summary(Asking asking) {
        ReviewRecord review = asking.review();
        List<String> lines = new ArrayList<>();
        String why = why(asking);
        if (!why.isEmpty()) {
            lines.add(why);
        }
        review.facts().forEach(f -> lines.add(f.label() + ": " + f.value()));
        if (review.requestedBy() != null) {
            lines.add("Asked for by: " + review.requestedBy());
        }
        if (!asking.votes().votes().isEmpty()) {
            lines.add(votesSoFar(asking));
        }
        return String.join("\n", lines);
    }

    private String mail(Asking asking) {
        ReviewRecord review = asking.review();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(opening(asking));
        paragraphs.add(
                review.facts().stream().map(f -> f.label() + ": " + f.value()).collect(Collectors.joining("\n")));
        paragraphs.addAll(links(asking));
        paragraphs.add(whoMayDecide(asking));
        paragraphs.add(whatIsNext(asking));
        paragraphs.add(whereFrom(review));
        paragraphs.add(Message.UNSUBSCRIBING);
        return paragraphs.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String opening(Asking asking) {
        ReviewRecord review = asking.review();
        String wrong = Words.sentence(review.subject());
        String why = why(asking);
        String deadline =
                "Please decide by " + Words.day(review.closesAt()) + " (" + Durations.words(asking.left()) + " left).";
        String otherwise = review.ifNobodyDecides() == null
                ? "If nobody does, the review expires."
                : Words.then("If nobody does", review.ifNobodyDecides());
        return (why.isEmpty() ? "" : why + "\n\n") + wrong + "\n" + deadline + " " + otherwise;
    }

    /** Why somebody hears of a review again, or hears of it at all; empty where that goes without saying. */
    static String why(Asking asking) {
        if (asking.occasion() instanceof Occasion.Again again) {
            return "Sent again at the request of " + again.by() + ".";
        }
        if (asking.review().attempt() == 1) {
            return "";
        }
        return asking.occasion() instanceof Occasion.Escalation
                ? "Those who were asked first have not decided yet, so you are asked as well."
                : which(asking) + ": nobody has decided yet.";
    }

    /** What a new card says above its facts: its headline says which request it is, and the first one says all by itself. */
    static String onACard(Asking asking) {
        if (asking.occasion() instanceof Occasion.First) {
            return "";
        }
        return ((asking.occasion() instanceof Occasion.Reminder ? "" : why(asking) + " ") + timeLeft(asking)).strip();
    }

    /** What the cards of earlier requests say above their facts, once another one has gone out. */
    static String onAnEarlierCard(Asking asking) {
        return (asking.occasion() instanceof Occasion.Reminder
                        ? "A reminder has gone out since. "
                        : "This was sent again since. ")
                + timeLeft(asking) + " The buttons here still work.";
    }

    private static String timeLeft(Asking asking) {
        return Durations.words(asking.left()) + " left as of " + Words.shortDay(asking.now()) + ".";
    }

    private List<String> links(Asking asking) {
        ReviewRecord review = asking.review();
        boolean evidence = !review.evidence().equals(Evidence.NONE);
        if (review.policy().verifiedOnly()) {
            return List.of((evidence ? "Look at the evidence:\n" : "Look at it:\n")
                    + asking.link().review());
        }
        return List.of(
                (evidence ? "Look at the evidence, and decide there:\n" : "Look at it, and decide there:\n")
                        + asking.link().review(),
                "Or go straight to the button that approves"
                        + (review.evidence().clean() == null ? "" : ", with or without the flagged rows") + ":\n"
                        + asking.link().approve(),
                "Or to the one that rejects, where you are asked why:\n"
                        + asking.link().reject());
    }

    private String whoMayDecide(Asking asking) {
        ReviewRecord review = asking.review();
        ReviewPolicy policy = review.policy();
        if (!policy.verifiedOnly()) {
            return "Opening a link decides nothing; only a button on its page does. Whoever has this mail can decide, so"
                    + " please pass it on only to those who may.";
        }
        List<String> sentences = new ArrayList<>();
        if (!policy.approvers().isEmpty()) {
            sentences.add("Only these may decide: " + approvers(policy.approvers()) + ".");
        }
        if (!policy.requesterMayDecide()) {
            sentences.add(review.requestedBy() + " asked for this, so somebody else has to decide.");
        }
        if (policy.isQuorum()) {
            sentences.add(Words.number(policy.approvalsRequired())
                    + " different people have to approve; one rejection is enough to reject.");
        }
        if (!asking.votes().votes().isEmpty()) {
            sentences.add(votesSoFar(asking));
        }
        return "The link only shows. It has to be certain who decides, so decide "
                + (inSlack ? "with the buttons in Slack, or " : "") + "with your own AWS login:\n./review-gate decide "
                + review.reviewId().value() + " approve\n"
                + (review.evidence().clean() == null
                        ? "(or reject, in place of approve)"
                        : "(or approve-clean, without the flagged rows, or reject, in place of approve)")
                + (sentences.isEmpty() ? "" : "\n\n" + String.join(" ", sentences));
    }

    private static String votesSoFar(Asking asking) {
        List<String> names =
                asking.votes().votes().stream().map(v -> v.reviewer().name()).toList();
        int missing = asking.votesMissing();
        return Words.and(names) + (names.size() == 1 ? " has" : " have") + " approved"
                + (missing == 0
                        ? "."
                        : "; " + Words.number(missing).toLowerCase(Locale.ROOT) + " more "
                                + (missing == 1 ? "is" : "are") + " needed.");
    }

    private static String approvers(List<String> ids) {
        List<String> slack = ids.stream().filter(id -> !id.startsWith("arn:")).toList();
        List<String> iam = ids.stream()
                .filter(id -> id.startsWith("arn:"))
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .toList();
        return Stream.of(named(slack, " in Slack"), named(iam, " in AWS"))
                .filter(n -> !n.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String named(List<String> ids, String where) {
        if (ids.isEmpty()) {
            return "";
        }
        List<String> shown = new ArrayList<>(ids.subList(0, Math.min(ids.size(), MOST_NAMED)));
        if (ids.size() > MOST_NAMED) {
            shown.add(ids.size() - MOST_NAMED + " more");
        }
        return Words.and(shown) + where;
    }

    private static String whatIsNext(Asking asking) {
        ReviewRecord review = asking.review();
        Occasion occasion = asking.occasion();
        List<String> sentences = new ArrayList<>();
        if (asking.moreReminders()) {
            sentences.add("If nobody has decided by " + Words.day(review.attemptEndsAt()) + ", a reminder follows.");
        } else if (review.attempts() > 1) {
            sentences.add(
                    occasion instanceof Occasion.Reminder ? "This is the last reminder." : "No more reminders follow.");
        }
        if (review.keyHashes().size() > 1 && !(occasion instanceof Occasion.Escalation)) {
            sentences.add("Links from earlier messages still work.");
        }
        return String.join(" ", sentences);
    }

    private String whereFrom(ReviewRecord review) {
        return "Pipeline: " + review.execution().name() + " (" + environment + ")"
                + (review.requestedBy() == null ? "" : "\nAsked for by: " + review.requestedBy())
                + (review.evidence().dataset() == null ? "" : "\nDataset: " + s3Uri(review.evidence()));
    }

    private String sms(Asking asking) {
        String which = which(asking);
        String what = Words.sentence(asking.review().subject());
        return Sms.line(
                environment + ": " + (which.isEmpty() ? "" : which + ". "),
                what,
                " Decide by " + Words.shortDay(asking.review().closesAt()) + ": "
                        + asking.link().review());
    }

    private static String s3Uri(Evidence evidence) {
        S3File file = evidence.dataset();
        return file == null ? "" : "s3://" + file.bucket() + "/" + file.key();
    }
}
