package dev.reviewgate.notifier;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells in each channel's own way how a review ended: who decided, how that is known, why, and what followed. */
final class OutcomeMessages {
    private final String environment;

    OutcomeMessages(String environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    Message message(Announcement announcement) {
        String kind = announcement.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String headline = headline(announcement);
        String before = "[" + environment + "] " + headline + ": ";
        return new Message(
                "review-" + kind,
                before + Words.shortened(announcement.subject(), Message.MAX_SUBJECT - before.length()),
                slack(announcement, headline),
                mail(announcement, headline),
                Sms.line(
                        environment + ": " + headline + ": ",
                        Words.sentence(announcement.subject()),
                        announcement.result().isEmpty() ? "" : " " + announcement.result()));
    }

    /** Returns how it ended in a line, without what it was about. */
    static String headline(Announcement announcement) {
        String decided = announcement
                .decision()
                .map(d -> (d.decision() == Verdict.APPROVED ? "Approved by " : "Rejected by ") + Words.deciders(d))
                .orElse("");
        return switch (announcement.outcome()) {
            case APPROVED -> decided.isEmpty() ? "Approved" : decided;
            case REJECTED -> decided.isEmpty() ? "Rejected" : decided;
            case TIMED_OUT -> "Nobody decided in time";
            case FAILED -> decided.isEmpty() ? "Nobody decided, and then it failed" : decided + ", but then it failed";
        };
    }

    private Map<String, String> slack(Announcement announcement, String headline) {
        Map<String, String> variables = Message.variables(
                headline + ": " + announcement.subject(),
                environment,
                announcement.execution().name());
        List<String> lines = new ArrayList<>();
        if (!announcement.result().isEmpty()) {
            lines.add(announcement.result());
        }
        announcement.decision().ifPresent(d -> {
            if (!d.comment().isBlank()) {
                lines.add("Why: " + d.comment().strip());
            }
            lines.add(decidedAt(d));
        });
        variables.put("summary", String.join("\n", lines));
        Optional.ofNullable(announcement.published())
                .ifPresent(p -> variables.put("s3_file", "s3://" + p.bucket() + "/" + p.key()));
        return variables;
    }

    private String mail(Announcement announcement, String headline) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(headline + ": " + Words.sentence(announcement.subject())
                + (announcement.result().isEmpty() ? "" : "\n" + Words.sentence(announcement.result())));
        announcement.decision().ifPresent(d -> {
            if (!d.comment().isBlank()) {
                paragraphs.add("Why: " + d.comment().strip());
            }
            paragraphs.add(decidedAt(d));
        });
        paragraphs.add("Pipeline: " + announcement.execution().name() + " (" + environment + ")"
                + Optional.ofNullable(announcement.published())
                        .map(p -> "\nPublished: s3://" + p.bucket() + "/" + p.key())
                        .orElse(""));
        paragraphs.add(Message.UNSUBSCRIBING);
        return String.join("\n\n", paragraphs) + "\n";
    }

    /** Returns what somebody who follows the thread of a request has to know: its subject stands above. */
    static String inAThread(Announcement announcement) {
        String comment =
                announcement.decision().map(Decision::comment).orElse("").strip();
        String known = announcement
                .decision()
                .filter(d -> d.approvals().isEmpty())
                .map(d -> " (" + Words.howKnown(d.reviewer()) + ")")
                .orElse("");
        return Words.sentence(headline(announcement) + known)
                + (announcement.result().isEmpty() ? "" : " " + Words.sentence(announcement.result()))
                + (comment.isEmpty() ? "" : " Why: " + comment);
    }

    private static String decidedAt(Decision decision) {
        return "Decided on " + Words.day(decision.decidedAt()) + ". " + Words.howKnown(decision);
    }
}
