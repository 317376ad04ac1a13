package dev.reviewgate.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first pass found out about a file: what its values usually are, and which rows share an identifier. */
record Profile(
        List<ColumnProfile> columns, long rows, @Nullable RowMarks duplicates) {
    Profile {
        columns = List.copyOf(columns);
    }
}
