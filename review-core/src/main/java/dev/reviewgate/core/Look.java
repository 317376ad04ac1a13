package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;

/** Somebody asked to see personal data; the name is the one that they gave. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Look(String name, Instant at) {
    public Look {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
    }
}
