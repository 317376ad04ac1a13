package dev.reviewgate.dataset;

/** Why a row is flagged. */
enum Reason {
    MISSING,
    UNPARSABLE,
    OUTLIER,
    DUPLICATE_ID,
    RAGGED_ROW
}
