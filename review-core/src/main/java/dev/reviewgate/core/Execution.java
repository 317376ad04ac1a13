package dev.reviewgate.core;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The execution that waits: its ARN, its name and when it started. */
public record Execution(String id, String name, @Nullable Instant startTime) {
    public Execution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }
}
