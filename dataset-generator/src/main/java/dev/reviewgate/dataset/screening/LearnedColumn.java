package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.Numbers;
import org.jspecify.annotations.Nullable;

/** What is known of one column of one part, however it came to be known. */
interface LearnedColumn {
    KindCounts counts();

    /** The last day that is not in the future, as days since 1970-01-01. */
    long lastDay();

    Numbers numbers();

    Days days();

    /** The distinct values, null if they are too many or too long. */
    @Nullable
    ValueTable values();

    /** Null where values need not be unique, or where somebody else compares them. */
    @Nullable
    DuplicateFinder duplicates();
}
