package dev.reviewgate.notifier;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Durations;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.ReviewLink;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.S3File;
import dev.reviewgate.core.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in each channel's own way what a reviewer has to know: counts and links, never a customer's row. */
final class Messages {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SMS_SUBJECT = 100;

    private final String environment;

    Messages(String environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    /** Asks for a review, or reminds of it. */
    Message request(ReviewRecord review, ReviewLink link, Instant now) {
        int reminder = review.attempt() - 1;
        boolean reminds = reminder > 0;
        String headline = reminds
                ? "Reminder " + reminder + (review.attempts() > 1 ? " of " + (review.attempts() - 1) : "") + ": "
                        + review.subject()
                : review.subject();
        String left = Durations.words(Duration.between(now, review.closesAt()));
        String closes = UTC.format(review.closesAt());

        Map<String, String> slack = variables(headline, review.execution().name());
        slack.put("summary", summary(review));
        slack.put("review_link", link.review());
        slack.put("approval_link", link.approve());
        slack.put("rejection_link", link.reject());
        slack.put("s3_file", s3Uri(review.evidence()));
        slack.put("expires_at", closes);
        slack.put("attempt", review.attempt() + " of " + review.attempts());

        String mail = headline + "\n\n"
                + review.facts().stream()
                        .map(f -> f.label() + ": " + f.value() + "\n")
                        .collect(Collectors.joining())
                + "Pipeline: " + review.execution().name() + " (" + environment + ")\n"
                + Optional.ofNullable(review.requestedBy())
                        .map(by -> "Asked for by: " + by + "\n")
                        .orElse("")
                + dataset(review.evidence()) + "\n"
                + "Look at it, then decide:\n" + link.review() + "\n\n"
                + "Approve:\n" + link.approve() + "\n\n"
                + "Reject:\n" + link.reject() + "\n\n"
                + "A link only opens a page; nothing is decided before you press its button.\n"
                + "Time left: " + left + " (until " + closes + ")."
                + (reminds ? " Links from earlier messages go on working." : "") + "\n"
                + "Whoever has a link can decide. Forward it only to those who may.\n";

        String sms = "Review Gate " + environment + ": " + (reminds ? "reminder " + reminder + ", " : "")
                + shortened(review.subject()) + ", " + left + " left. " + link.review();

        return new Message(
                reminds ? "review-reminder" : "review-requested",
                "[" + environment + "] " + (reminds ? "Reminder: " : "Review: ") + review.subject(),
                slack,
                mail,
                sms);
    }

    /** Tells how a review ended. */
    Message announcement(Announcement announcement) {
        String headline = headline(announcement);
        String result = announcement.result();
        String comment =
                announcement.decision().map(Decision::comment).orElse("").strip();

        Map<String, String> slack = variables(
                headline + ": " + announcement.subject(),
                announcement.execution().name());
        slack.put("summary", (result + (comment.isEmpty() ? "" : "\nComment: " + comment)).strip());
        Optional.ofNullable(announcement.published())
                .ifPresent(p -> slack.put("s3_file", "s3://" + p.bucket() + "/" + p.key()));

        String mail = headline + "\n\n" + announcement.subject() + "\n"
                + (result.isEmpty() ? "" : result + "\n")
                + (comment.isEmpty() ? "" : "Comment: " + comment + "\n")
                + "Pipeline: " + announcement.execution().name() + " (" + environment + ")\n";

        String sms = "Review Gate " + environment + ": " + headline + ": " + shortened(announcement.subject())
                + (result.isEmpty() ? "" : ". " + result);

        String kind = announcement.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Message(
                "review-" + kind,
                "[" + environment + "] " + title(announcement.outcome()) + ": " + announcement.subject(),
                slack,
                mail,
                sms);
    }

    /** Every variable is in every message, so that one Slack workflow shows them all without a hole. */
    private Map<String, String> variables(String subject, String execution) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("subject", subject);
        variables.put("summary", "");
        variables.put("review_link", "");
        variables.put("approval_link", "");
        variables.put("rejection_link", "");
        variables.put("s3_file", "");
        variables.put("environment", environment);
        variables.put("execution", execution);
        variables.put("expires_at", "");
        variables.put("attempt", "");
        return variables;
    }

    private static String summary(ReviewRecord review) {
        String facts =
                review.facts().stream().map(f -> f.label() + ": " + f.value()).collect(Collectors.joining("\n"));
        return review.requestedBy() == null ? facts : facts + "\nAsked for by: " + review.requestedBy();
    }

    private static String title(Outcome outcome) {
        return switch (outcome) {
            case APPROVED -> "Approved";
            case REJECTED -> "Rejected";
            case TIMED_OUT -> "Timed out";
            case FAILED -> "Failed";
        };
    }

    private static String headline(Announcement announcement) {
        String decided = announcement
                .decision()
                .map(d -> (d.decision() == Verdict.APPROVED ? "Approved by " : "Rejected by ")
                        + d.reviewer().name() + " on " + UTC.format(d.decidedAt()))
                .orElse("");
        return switch (announcement.outcome()) {
            case APPROVED -> decided.isEmpty() ? "Approved" : decided;
            case REJECTED -> decided.isEmpty() ? "Rejected" : decided;
            case TIMED_OUT -> "Timed out: nobody decided";
            case FAILED ->
                decided.isEmpty() ? "Nobody decided, and what followed failed" : decided + ", but then it failed";
        };
    }

    private static String dataset(Evidence evidence) {
        return evidence.dataset() == null ? "" : "Dataset: " + s3Uri(evidence) + "\n";
    }

    private static String s3Uri(Evidence evidence) {
        S3File file = evidence.dataset();
        return file == null ? "" : "s3://" + file.bucket() + "/" + file.key();
    }

    private static String shortened(String subject) {
        return subject.length() <= SMS_SUBJECT ? subject : subject.substring(0, SMS_SUBJECT - 3) + "...";
    }
}
