package dev.reviewgate.local.sns;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published message.
 *
 * @param attributes name to value, whatever the type
 * @param messages protocol to text; {@code default} is always there
 */
public record Message(
        String id,
        String topicArn,
        @Nullable String subject,
        Instant publishedAt,
        Map<String, Attribute> attributes,
        Map<String, String> messages) {

    /** A message attribute. */
    public record Attribute(String type, String value) {}

    public Message {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    }

    /** Returns what a subscriber of this protocol gets. */
    public String text(String protocol) {
        return messages.getOrDefault(protocol, messages.getOrDefault("default", ""));
    }
}
