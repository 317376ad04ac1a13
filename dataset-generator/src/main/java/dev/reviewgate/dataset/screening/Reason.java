package dev.reviewgate.dataset.screening;

/**
 * Why a row is flagged. A value has the first reason that applies to it, in this order; encoding damage alone comes on top
 * of another one.
 */
public enum Reason {
    MISSING,
    UNPARSABLE,
    OUT_OF_RANGE,
    OUTLIER,
    UNKNOWN_CATEGORY,
    PATTERN_MISMATCH,
    DUPLICATE_ID,
    FUTURE_DATE,
    RAGGED_ROW,
    ENCODING_DAMAGE
}
