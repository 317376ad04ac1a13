package dev.reviewgate.local.pages;

import dev.reviewgate.local.slack.Slack;
import dev.reviewgate.local.slack.SlackChannel;
import dev.reviewgate.local.slack.SlackUser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws Slack's markup: bold, italic, struck and fixed text, quotes, links, mentions, dates and the usual emoji. */
final class Mrkdwn {
    private static final Pattern INLINE = Pattern.compile("<(?<angle>[^<>\\n]+)>"
            + "|`(?<code>[^`\\n]+)`"
            + "|(?<![\\w*])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\w*])"
            + "|(?<![\\w_])_(?<italic>[^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\w_])"
            + "|(?<![\\w~])~(?<struck>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\w~])"
            + "|:(?<emoji>[a-z0-9_+-]+):");
    private static final Pattern DATE_TOKEN = Pattern.compile("\\{([a-z_]+)}");
    private static final Map<String, String> EMOJI = Map.ofEntries(
            Map.entry("warning", "\u26a0\ufe0f"),
            Map.entry("white_check_mark", "\u2705"),
            Map.entry("x", "\u274c"),
            Map.entry("hourglass", "\u231b"),
            Map.entry("hourglass_flowing_sand", "\u23f3"),
            Map.entry("no_entry", "\u26d4"),
            Map.entry("lock", "\ud83d\udd12"),
            Map.entry("eyes", "\ud83d\udc40"),
            Map.entry("bell", "\ud83d\udd14"));

    private final Html html;

    Mrkdwn(Html html) {
        this.html = html;
    }

    /** Draws a text of one or more lines; lines that begin with {@code >} stand in a quote. */
    void draw(String text) {
        boolean quoted = false;
        boolean first = true;
        for (String line : text.split("\n", -1)) {
            boolean quote = line.startsWith(">") || line.startsWith("&gt;");
            if (quote && !quoted) {
                html.open("blockquote");
            } else if (!quote && quoted) {
                html.close("blockquote");
            } else if (!first) {
                html.open("br");
            }
            inline(quote ? line.replaceFirst("^(?:>|&gt;)\\s?", "") : line);
            quoted = quote;
            first = false;
        }
        if (quoted) {
            html.close("blockquote");
        }
    }

    private void inline(String text) {
        Matcher matcher = INLINE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            html.text(unescaped(text.substring(end, matcher.start())));
            token(matcher);
            end = matcher.end();
        }
        html.text(unescaped(text.substring(end)));
    }

    private void token(Matcher matcher) {
        if (matcher.group("angle") != null) {
            angle(matcher.group("angle"));
        } else if (matcher.group("code") != null) {
            html.element("code", unescaped(matcher.group("code")));
        } else if (matcher.group("emoji") != null) {
            html.text(EMOJI.getOrDefault(matcher.group("emoji"), matcher.group()));
        } else {
            String name =
                    matcher.group("bold") != null ? "bold" : matcher.group("italic") != null ? "italic" : "struck";
            String element = name.equals("bold") ? "strong" : name.equals("italic") ? "em" : "s";
            html.open(element);
            inline(matcher.group(name));
            html.close(element);
        }
    }

    private void angle(String inside) {
        int bar = inside.indexOf('|');
        String target = bar < 0 ? inside : inside.substring(0, bar);
        String label = bar < 0 ? "" : inside.substring(bar + 1);
        if (target.startsWith("!date^")) {
            html.text(date(target, label));
        } else if (target.startsWith("@")) {
            mention("@" + userName(target.substring(1)));
        } else if (target.startsWith("#")) {
            mention("#" + channelName(target.substring(1)));
        } else if (target.startsWith("!subteam^")) {
            mention("@" + (label.isEmpty() ? target.substring("!subteam^".length()) : label));
        } else if (target.startsWith("!")) {
            mention("@" + target.substring(1));
        } else {
            String url = unescaped(target);
            html.link(url, label.isEmpty() ? url : unescaped(label));
        }
    }

    private void mention(String name) {
        html.element("span", name, "class", "mention");
    }

    static String userName(String id) {
        return Slack.users().stream()
                .filter(user -> user.id().equals(id))
                .map(SlackUser::realName)
                .findFirst()
                .orElse(id);
    }

    static String channelName(String id) {
        return Slack.channels().stream()
                .filter(channel -> channel.id().equals(id))
                .map(SlackChannel::name)
                .findFirst()
                .orElse(id);
    }

    /** A date that every reader sees in their own time zone: {@code !date^1700000000^{date_short} at {time}}. */
    private static String date(String target, String fallback) {
        String[] parts = target.split("\\^", -1);
        try {
            ZonedDateTime time = Instant.ofEpochSecond(Long.parseLong(parts[1])).atZone(ZoneId.systemDefault());
            return DATE_TOKEN
                    .matcher(parts[2])
                    .replaceAll(token -> Matcher.quoteReplacement(
                            DateTimeFormatter.ofPattern(pattern(token.group(1)), Locale.ENGLISH)
                                    .format(time)));
        } catch (RuntimeException e) {
            return unescaped(fallback);
        }
    }

    private static String pattern(String token) {
        return switch (token) {
            case "time" -> "HH:mm";
            case "time_secs" -> "HH:mm:ss";
            case "date_num" -> "uuuu-MM-dd";
            case "date_short", "date_short_pretty" -> "MMM d, uuuu";
            case "date_long", "date_long_pretty" -> "EEEE, MMMM d, uuuu";
            default -> "MMMM d, uuuu";
        };
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
