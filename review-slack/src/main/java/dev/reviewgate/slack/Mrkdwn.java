package dev.reviewgate.slack;

import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Utc;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Slack's markup. Whatever comes from outside goes through {@link #escape}: an unescaped {@code <} could mention everybody in
 * the channel, or show a link that leads elsewhere.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 */
final class Mrkdwn {
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");
    private static final Pattern GROUP = Pattern.compile("S[A-Z0-9]{2,20}");

    private static final int MAX_NAME = 120;

    private Mrkdwn() {}

    /** Returns the text so that Slack shows it as it stands. */
    static String escape(String text) {
        return escape(text, Integer.MAX_VALUE);
    }

    /** Returns as much of the text as fits into so many characters when it is escaped, with an ellipsis where some is missing. */
    static String escape(String text, int max) {
        return escape(text, max, "\n");
    }

    /** Puts a text of several lines into a quotation of at most so many characters. */
    static String quote(String text, int max) {
        return ">" + escape(text.strip(), max - 1, "\n>");
    }

    private static String escape(String text, int max, String lineBreak) {
        StringBuilder escaped = new StringBuilder();
        int keep = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\n' -> escaped.append(lineBreak);
                default -> escaped.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
            }
            if (escaped.length() > max) {
                escaped.setLength(keep);
                return escaped.append('…').toString();
            }
            if (escaped.length() < max) {
                keep = escaped.length();
            }
        }
        return escaped.toString();
    }

    /** Returns as much of the text as fits, for places without markup. */
    static String plain(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Says a time in the reader's own time zone, and in UTC where that cannot be. */
    static String time(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} at {time}|" + Utc.minutes(instant) + ">";
    }

    static String link(String url, String words) {
        return "<" + escape(url) + "|" + escape(words) + ">";
    }

    /** Names a person: a mention where Slack knows them. */
    static String person(Reviewer reviewer) {
        String id = reviewer.id();
        return id != null
                        && reviewer.via().equals(Reviewer.SLACK)
                        && USER.matcher(id).matches()
                ? "<@" + id + ">"
                : name(reviewer);
    }

    static String name(Reviewer reviewer) {
        return escape(reviewer.name(), MAX_NAME);
    }

    /** Names one who may decide: Slack users and groups by a mention, others by the last part of their ARN. */
    static String approver(String approver) {
        if (USER.matcher(approver).matches()) {
            return "<@" + approver + ">";
        }
        return GROUP.matcher(approver).matches()
                ? "<!subteam^" + approver + ">"
                : escape(approver.substring(approver.lastIndexOf('/') + 1), 128) + " (AWS)";
    }
}
