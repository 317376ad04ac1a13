package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a column or the file as a whole, mostly beside the last published dataset of the same feed. Holds names and
 * counts, never a value of a row, since it is told in messages.
 */
public record FileFinding(Check check, @Nullable String column, String found, String expected) {
    public FileFinding {
        requireNonNull(check, "check");
        requireNonNull(found, "found");
        requireNonNull(expected, "expected");
    }

    /** What was looked at. */
    public enum Check {
        ROW_COUNT,
        MISSING_COLUMN,
        TYPE_CHANGED,
        SHIFT,
        GROUP,
        /** Values beyond what the last dataset held. */
        LIMITS,
        /** More values that are not there. */
        MISSING_VALUES,
        /** Values that the last dataset did not have, in a column of few different ones. */
        NEW_VALUES,
        /** One and the same value in more rows. */
        ONE_VALUE,
        /** More values with white space around them. */
        WHITE_SPACE,
        /** The rows of the last dataset once more. */
        SAME_ROWS,
        /** More rows that are there several times. */
        REPEATED_ROWS
    }

    /** In one sentence: {@code basket_eur: population stability index 0.41, expected below 0.25}. */
    public String sentence() {
        return (column == null ? "" : column + ": ") + found + ", expected " + expected;
    }
}
