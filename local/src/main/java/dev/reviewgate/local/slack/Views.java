package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The modals that are open, and the triggers that may open one. */
final class Views {
    /** Who clicked, until when it may open a modal, and the modal that it has opened. */
    private record Trigger(
            String userId, Instant expires, @Nullable String viewId) {}

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Trigger> triggers = new HashMap<>();
    private final Map<String, SlackView> views = new HashMap<>();
    private int hashes;

    Views(Clock clock) {
        this.clock = clock;
    }

    /** Returns a {@code trigger_id} that is good for one modal within the time. */
    synchronized String trigger(String userId, Duration goodFor) {
        Instant now = clock.instant();
        String id = now.getEpochSecond() + "." + (1_000_000 + triggers.size()) + "." + hex(16);
        triggers.put(id, new Trigger(userId, now.plus(goodFor), null));
        return id;
    }

    synchronized SlackView open(String triggerId, ObjectNode view) throws SlackError {
        Trigger trigger = triggers.get(triggerId);
        if (trigger == null) {
            throw new SlackError("invalid_trigger_id");
        }
        if (trigger.viewId() != null) {
            throw new SlackError("exchanged_trigger_id");
        }
        if (clock.instant().isAfter(trigger.expires())) {
            throw new SlackError("expired_trigger_id");
        }
        SlackView opened =
                new SlackView("V" + hex(5).toUpperCase(Locale.ROOT), trigger.userId(), hash(), view.deepCopy());
        views.put(opened.id(), opened);
        triggers.put(triggerId, new Trigger(trigger.userId(), trigger.expires(), opened.id()));
        return opened;
    }

    /** @param hash null updates whatever is shown by now */
    synchronized SlackView update(String id, @Nullable String hash, JsonNode view) throws SlackError {
        SlackView old = views.get(id);
        if (old == null) {
            throw new SlackError("not_found");
        }
        if (hash != null && !hash.equals(old.hash())) {
            throw new SlackError("hash_conflict");
        }
        SlackView updated = new SlackView(id, old.userId(), hash(), view.deepCopy());
        views.put(id, updated);
        return updated;
    }

    synchronized void close(String id) {
        views.remove(id);
    }

    synchronized @Nullable SlackView find(String id) {
        return views.get(id);
    }

    /** Returns the modal that a trigger has opened, as it is now. */
    synchronized @Nullable SlackView openedBy(String triggerId) {
        Trigger trigger = triggers.get(triggerId);
        return trigger == null || trigger.viewId() == null ? null : views.get(trigger.viewId());
    }

    private String hash() {
        return clock.instant().getEpochSecond() + "." + String.format(Locale.ROOT, "%08x", ++hashes);
    }

    private String hex(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return HexFormat.of().formatHex(made);
    }
}
