package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The addresses that a click hands out: an answer to whoever clicked, five times within half an hour. */
final class ResponseUrls {
    static final String PATH = "/_local/slack/response/";
    private static final int USES = 5;
    private static final Duration GOOD_FOR = Duration.ofMinutes(30);

    /** Where a click happened, and how often it may be answered yet. */
    private record Click(String channel, String ts, String userId, Instant expires, int left) {
        Click used() {
            return new Click(channel, ts, userId, expires, left - 1);
        }
    }

    private final String pageUrl;
    private final Clock clock;
    private final Messages messages;
    private final Map<String, Click> clicks = new ConcurrentHashMap<>();

    ResponseUrls(String pageUrl, Clock clock, Messages messages) {
        this.pageUrl = pageUrl;
        this.clock = clock;
        this.messages = messages;
    }

    String create(String channel, String ts, String userId) {
        String id = UUID.randomUUID().toString().replace("-", "");
        clicks.put(id, new Click(channel, ts, userId, clock.instant().plus(GOOD_FOR), USES));
        return pageUrl + PATH + Directory.TEAM + "/" + id;
    }

    /** Takes an answer to a click. */
    void answer(String path, Arguments arguments) throws SlackError {
        Click click = clicks.computeIfPresent(path.substring(path.lastIndexOf('/') + 1), (id, known) -> known.used());
        if (click == null) {
            throw new SlackError("invalid_url");
        }
        if (clock.instant().isAfter(click.expires())) {
            throw new SlackError("expired_url");
        }
        if (click.left() < 0) {
            throw new SlackError("used_url");
        }
        String text = arguments.text("text");
        JsonNode given = arguments.json("blocks", "invalid_blocks_format");
        JsonNode blocks = given == null ? null : BlockKit.message(given);
        if (isTrue(arguments, "delete_original")) {
            messages.delete(click.channel(), click.ts());
        } else if (isTrue(arguments, "replace_original")) {
            messages.update(click.channel(), click.ts(), text, blocks);
        } else if ("in_channel".equals(arguments.text("response_type"))) {
            messages.post(click.channel(), null, orEmpty(text, blocks), orNone(blocks));
        } else {
            messages.note(click.channel(), click.userId(), orEmpty(text, blocks), orNone(blocks));
        }
    }

    private static boolean isTrue(Arguments arguments, String name) {
        return "true".equals(arguments.text(name));
    }

    private static String orEmpty(@Nullable String text, @Nullable JsonNode blocks) throws SlackError {
        if (text == null && blocks == null) {
            throw new SlackError("no_text");
        }
        return text == null ? "" : text;
    }

    private static JsonNode orNone(@Nullable JsonNode blocks) {
        return blocks == null ? Messages.none() : blocks;
    }
}
