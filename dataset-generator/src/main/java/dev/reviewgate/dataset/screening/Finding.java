package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One reason why a row is flagged: where (no column if it is the row as a whole), what was found, what was expected. */
public record Finding(@Nullable String column, Reason reason, String value, String expected) {
    static final int VALUE_CHARACTERS = 200;

    public Finding {
        requireNonNull(reason, "reason");
        value = Text.shorten(value, VALUE_CHARACTERS);
        requireNonNull(expected, "expected");
    }
}
