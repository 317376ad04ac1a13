package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.Histogram;
import dev.reviewgate.dataset.stats.NumberStatistics;
import dev.reviewgate.dataset.stats.Numbers;
import dev.reviewgate.dataset.stats.RowMarks;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass found out about a column.
 *
 * @param filled values that are there, and {@code missing} those that are not, of the regular rows
 * @param numbers the numbers of a numeric column, while the workspace of the profile is open
 * @param days the dates of a column of dates, and {@code padded} how many values have white space around them
 * @param counts how often each category, or true and false, occurs
 * @param values the distinct values, unless they are too many or too long
 * @param duplicates rows whose value another row has too, where values must be unique
 * @param lastDay the last day, since 1970-01-01, that is not flagged as in the future; where many are, none is
 * @param charset what the texts of the file are decoded with
 */
record ColumnProfile(
        String name,
        ColumnType type,
        Schema.@Nullable Declared declared,
        boolean required,
        long filled,
        long missing,
        @Nullable Numbers numbers,
        @Nullable NumberStatistics statistics,
        @Nullable Days days,
        long padded,
        @Nullable Histogram histogram,
        @Nullable Distribution distribution,
        @Nullable Map<String, Long> counts,
        @Nullable ValueTable values,
        @Nullable RowMarks duplicates,
        long lastDay,
        Charset charset) {
    ColumnProfile {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    ColumnProfile withDuplicates(@Nullable RowMarks rows) {
        return new ColumnProfile(
                name,
                type,
                declared,
                required,
                filled,
                missing,
                numbers,
                statistics,
                days,
                padded,
                histogram,
                distribution,
                counts,
                values,
                rows,
                lastDay,
                charset);
    }

    double filledShare() {
        return filled == 0 ? 0 : (double) filled / (filled + missing);
    }

    /** Whether words such as NULL stand for a value that is not there. */
    boolean hasNullWords() {
        return hasNullWords(type);
    }

    static boolean hasNullWords(ColumnType type) {
        return type == ColumnType.NUMBER || type == ColumnType.DATE || type == ColumnType.BOOLEAN;
    }
}
