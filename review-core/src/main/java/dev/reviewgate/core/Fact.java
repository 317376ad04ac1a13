package dev.reviewgate.core;

import java.util.Objects;

/** One line of what a reviewer should know: a label and its value, both plain text. */
public record Fact(String label, String value) {
    public Fact {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(value, "value");
    }
}
