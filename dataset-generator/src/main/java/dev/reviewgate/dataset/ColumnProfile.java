package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What the first pass found out about a column; statistics and histogram are there for numbers only. */
record ColumnProfile(
        String name,
        ColumnType type,
        long filled,
        long missing,
        @Nullable NumberStatistics statistics,
        @Nullable Histogram histogram) {
    private static final double REQUIRED_FROM = 0.95;

    ColumnProfile {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** An identifier must be there in each row; anything else if hardly a row is without. */
    boolean isRequired() {
        return type == ColumnType.IDENTIFIER || (filled > 0 && filledShare() >= REQUIRED_FROM);
    }

    double filledShare() {
        return (double) filled / (filled + missing);
    }
}
