package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** The secret with which Step Functions lets a waiting task go on; it never prints itself. */
public record TaskToken(@JsonValue String value) {
    /** The longest token that Step Functions accepts, in characters (API reference, SendTaskSuccess). */
    static final int MAX_LENGTH = 2048;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskToken {
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a task token has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return "TaskToken[…]";
    }
}
