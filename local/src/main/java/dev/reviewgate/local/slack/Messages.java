package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands in the channels, with everything that stood there before. */
final class Messages {
    private static final long MICROS = 1_000_000;

    private final Clock clock;
    private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
    private final List<SlackNote> notes = new ArrayList<>();
    private final List<Consumer<SlackMessage>> listeners = new CopyOnWriteArrayList<>();
    private long latest;

    Messages(Clock clock) {
        this.clock = clock;
    }

    void addListener(Consumer<SlackMessage> listener) {
        listeners.add(listener);
    }

    /** Returns every message, oldest first. */
    synchronized List<SlackMessage> all() {
        return List.copyOf(messages.values());
    }

    synchronized @Nullable SlackMessage find(String channel, String ts) {
        return messages.get(channel + " " + ts);
    }

    synchronized List<SlackNote> notes() {
        return List.copyOf(notes);
    }

    /** @param thread the message to answer, by its {@code ts}; null for none */
    SlackMessage post(String channel, @Nullable String thread, String text, JsonNode blocks) throws SlackError {
        SlackMessage message;
        synchronized (this) {
            if (thread != null && !messages.containsKey(channel + " " + thread)) {
                throw new SlackError("thread_not_found");
            }
            message = new SlackMessage(channel, timestamp(), thread, version(text, blocks), List.of());
            messages.put(channel + " " + message.ts(), message);
        }
        listeners.forEach(listener -> listener.accept(message));
        return message;
    }

    /**
     * Updates as {@code chat.update} does: without blocks a text replaces them.
     *
     * @param blocks null keeps them, unless there is a text
     */
    SlackMessage update(String channel, String ts, @Nullable String text, @Nullable JsonNode blocks) throws SlackError {
        SlackMessage old;
        SlackMessage updated;
        synchronized (this) {
            old = messages.get(channel + " " + ts);
            if (old == null) {
                throw new SlackError("message_not_found");
            }
            JsonNode shown = blocks != null ? blocks : text != null ? none() : old.blocks();
            SlackMessage.Version version = version(text != null ? text : old.text(), shown);
            updated = looksLike(old.now(), version) ? old : replaced(old, version);
            messages.put(channel + " " + ts, updated);
        }
        if (!updated.equals(old)) {
            listeners.forEach(listener -> listener.accept(updated));
        }
        return updated;
    }

    synchronized void delete(String channel, String ts) throws SlackError {
        if (messages.remove(channel + " " + ts) == null) {
            throw new SlackError("message_not_found");
        }
    }

    /** Adds a message that one person sees, and returns its timestamp. */
    synchronized String note(String channel, String userId, String text, JsonNode blocks) {
        notes.add(new SlackNote(channel, userId, text, blocks.deepCopy(), clock.instant()));
        return timestamp();
    }

    private SlackMessage.Version version(String text, JsonNode blocks) {
        return new SlackMessage.Version(text, blocks.deepCopy(), clock.instant());
    }

    /** The same content again is no update that anybody could see; ids that Slack gave to blocks do not count. */
    private static boolean looksLike(SlackMessage.Version old, SlackMessage.Version other) {
        return old.text().equals(other.text())
                && old.shown().equals(other.shown())
                && BlockTexts.buttons(old.blocks()).equals(BlockTexts.buttons(other.blocks()));
    }

    private static SlackMessage replaced(SlackMessage old, SlackMessage.Version version) {
        List<SlackMessage.Version> earlier = new ArrayList<>(old.earlier());
        earlier.add(old.now());
        return new SlackMessage(old.channel(), old.ts(), old.thread(), version, earlier);
    }

    static JsonNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A timestamp is the message's name, so it never comes twice. */
    private String timestamp() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * MICROS + now.getNano() / 1_000;
        latest = Math.max(micros, latest + 100);
        return String.format(Locale.ROOT, "%d.%06d", latest / MICROS, latest % MICROS);
    }
}
