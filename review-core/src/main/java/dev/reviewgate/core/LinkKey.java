package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret in a review link: 256 random bits in base64url; whoever holds it may look and decide. */
public record LinkKey(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LinkKey {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a link key has 43 base64url characters");
        }
    }

    /** Draws a new key. */
    public static LinkKey random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new LinkKey(Digests.urlSafe(bytes));
    }

    /** Reads a key that came from outside; empty where it cannot be one. */
    public static Optional<LinkKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new LinkKey(text)) : Optional.empty();
    }

    /** Returns what a record keeps of this key. */
    public KeyHash hash() {
        return KeyHash.of(this);
    }

    @Override
    public String toString() {
        return "LinkKey[…]";
    }
}
