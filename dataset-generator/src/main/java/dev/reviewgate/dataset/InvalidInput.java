package dev.reviewgate.dataset;

import dev.reviewgate.dataset.screening.Text;
import java.util.List;

/** The execution input cannot be used; the message names each field, its value and what is allowed. */
public final class InvalidInput extends RuntimeException {
    private static final int MAX_LENGTH = 2_000;

    InvalidInput(String message) {
        super(Text.shorten(message, MAX_LENGTH));
    }

    InvalidInput(List<String> problems) {
        this(String.join("\n", problems));
    }
}
