package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names a review: 22 URL-safe characters that follow from the execution and the state that waits. */
public record ReviewId(@JsonValue String value) {
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReviewId {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a review id has 22 base64url characters");
        }
    }

    /** Returns the same id for every attempt of the same state of the same execution, so a reminder reopens its review. */
    public static ReviewId of(String executionId, String stateName) {
        return new ReviewId(Digests.shortUrlSafe(executionId + "\n" + stateName));
    }

    /** Reads an id that came from outside; empty where it cannot be one. */
    public static Optional<ReviewId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ReviewId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
