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
}
