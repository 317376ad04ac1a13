package dev.reviewgate.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who decided: the name they gave, an id where the channel knows one, and the channel. */
public record Reviewer(String name, @Nullable String id, String via) {
    public Reviewer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(via, "via");
    }
}
