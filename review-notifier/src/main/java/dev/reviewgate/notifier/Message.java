package dev.reviewgate.notifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One publication with a text for each channel.
 *
 * @param kind what a subscription's filter policy can ask for: {@code review-requested}, {@code review-reminder},
 *     {@code review-escalated}, {@code review-approved}, {@code review-rejected}, {@code review-timed-out} or
 *     {@code review-failed}
 * @param slack the variables of a Slack workflow: flat, every value text
 */
record Message(String kind, String subject, Map<String, String> slack, String mail, String sms) {
    private static final List<String> VARIABLES = List.of(
            "subject",
            "summary",
            "review_link",
            "approval_link",
            "rejection_link",
            "s3_file",
            "environment",
            "execution",
            "expires_at",
            "time_left",
            "if_nobody_decides",
            "votes_needed",
            "attempt");

    /** SNS takes fewer than 100 characters (API reference, Publish). */
    static final int MAX_SUBJECT = 99;

    /**
     * What SNS does not say about the link that it puts below each mail.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html">Unsubscribe: the final cancellation message</a>
     */
    static final String UNSUBSCRIBING =
            "Please leave the unsubscribe link below alone. Amazon SNS puts it under every mail, and whoever opens it, a"
                    + " curious colleague or a mail scanner, ends these mails at once for everybody at this address. If that has"
                    + " happened, Amazon's last mail has a link that brings them back. If you want no more of these mails yourself,"
                    + " ask whoever runs Review Gate.";

    Message {
        subject = Words.shortened(ascii(subject), MAX_SUBJECT);
        slack = Map.copyOf(slack);
    }

    /** Returns the body for {@code MessageStructure=json}. */
    String body() {
        ObjectNode variables = Json.mapper().createObjectNode();
        slack.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> variables.put(e.getKey(), e.getValue()));
        return Json.write(Json.mapper()
                .createObjectNode()
                .put("default", mail)
                .put("email", mail)
                .put("https", Json.write(variables))
                .put("sms", sms));
    }

    /** SNS refuses a subject with anything but printable ASCII in one line. */
    private static String ascii(String text) {
        return text.replace('–', '-')
                .replaceAll("\\s+", " ")
                .replaceAll("[^\\x20-\\x7E]", "?")
                .strip();
    }

    /** Every variable is in every message, so that one Slack workflow shows them all without a hole. */
    static Map<String, String> variables(String subject, String environment, String execution) {
        Map<String, String> variables = new HashMap<>();
        for (String name : VARIABLES) {
            variables.put(name, "");
        }
        variables.put("subject", subject);
        variables.put("environment", environment);
        variables.put("execution", execution);
        return variables;
    }
}
