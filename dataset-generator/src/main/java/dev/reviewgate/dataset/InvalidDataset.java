package dev.reviewgate.dataset;

import org.jspecify.annotations.Nullable;

/** The file cannot be screened; the message says where and why, and holds no value of the file but column names. */
public final class InvalidDataset extends RuntimeException {
    InvalidDataset(String message) {
        super(message);
    }

    InvalidDataset(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static InvalidDataset at(long line, String reason) {
        return new InvalidDataset("line " + line + ": " + reason);
    }

    static InvalidDataset at(long line, int column, String reason) {
        return new InvalidDataset("line " + line + ", column " + column + ": " + reason);
    }
}
