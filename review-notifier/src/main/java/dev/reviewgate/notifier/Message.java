package dev.reviewgate.notifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.util.Map;

/**
 * One publication with a text for each channel.
 *
 * @param kind what a subscription's filter policy can ask for: {@code review-requested}, {@code review-reminder},
 *     {@code review-approved}, {@code review-rejected} or {@code review-timed-out}
 * @param slack the variables of a Slack workflow: flat, every value text
 */
record Message(String kind, String subject, Map<String, String> slack, String mail, String sms) {
    /** SNS takes fewer than 100 characters (API reference, Publish). */
    private static final int MAX_SUBJECT = 99;

    /** SNS takes 1,600 characters for a text message (API reference, Publish). */
    private static final int MAX_SMS = 1600;

    Message {
        subject = abbreviate(ascii(subject), MAX_SUBJECT);
        slack = Map.copyOf(slack);
        sms = abbreviate(sms, MAX_SMS);
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

    private static String abbreviate(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 3) + "...";
    }
}
