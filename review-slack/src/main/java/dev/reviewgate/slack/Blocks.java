package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Puts Block Kit blocks one below the other, each within Slack's limits. */
final class Blocks {
    /** Slack's limits, in characters: a section's text, a header, a button. */
    static final int MAX_TEXT = 3000;

    static final int MAX_HEADER = 150;
    static final int MAX_LABEL = 75;

    private final ArrayNode blocks = Json.mapper().createArrayNode();

    ArrayNode json() {
        return blocks;
    }

    /** Adds a headline without markup. */
    Blocks header(String text) {
        block("header").set("text", plainText(Mrkdwn.plain(text, MAX_HEADER)));
        return this;
    }

    /** Adds text in Slack's markup, escaped already; nothing where it is empty. */
    Blocks section(String mrkdwn) {
        if (!mrkdwn.isEmpty()) {
            block("section").set("text", mrkdwn(mrkdwn));
        }
        return this;
    }

    /** Adds lines in Slack's markup, in as many sections as they need. */
    Blocks lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!text.isEmpty() && text.length() + 1 + line.length() > MAX_TEXT) {
                section(text.toString());
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
        return section(text.toString());
    }

    /** Adds small grey text in Slack's markup. */
    Blocks context(List<String> parts) {
        String text = parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining("  ·  "));
        if (!text.isEmpty()) {
            block("context").putArray("elements").add(mrkdwn(text));
        }
        return this;
    }

    /** Adds a block that the caller fills. */
    ObjectNode block(String type) {
        return blocks.addObject().put("type", type);
    }

    static ObjectNode plainText(String text) {
        return Json.mapper()
                .createObjectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    /** Verbatim: Slack then makes no links, channels or mentions of what only looks like one. */
    private static ObjectNode mrkdwn(String text) {
        return Json.mapper()
                .createObjectNode()
                .put("type", "mrkdwn")
                .put("text", text)
                .put("verbatim", true);
    }
}
