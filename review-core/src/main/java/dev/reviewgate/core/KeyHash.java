package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/** The SHA-256 of a {@link LinkKey}, as 64 hexadecimal digits. */
public record KeyHash(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KeyHash {
        Objects.requireNonNull(value, "value");
    }

    static KeyHash of(LinkKey key) {
        return new KeyHash(HexFormat.of().formatHex(Digests.sha256(key.value())));
    }

    /** Compares in a time that does not depend on where the two differ. */
    public boolean matches(LinkKey key) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(value), Digests.sha256(key.value()));
    }
}
