package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.RowMarks;
import org.jspecify.annotations.Nullable;

/** Expects values that no other row has, beside what another check expects. */
final class UniqueCheck extends Check {
    private final Check check;
    private final RowMarks duplicates;

    UniqueCheck(ColumnProfile column, Check check, RowMarks duplicates) {
        super(column);
        this.check = check;
        this.duplicates = duplicates;
    }

    @Override
    @Nullable
    Reason check(byte[] b, int from, int to, long row) {
        var reason = check.check(b, from, to, row);
        return (reason == null || reason.compareTo(Reason.DUPLICATE_ID) > 0) && duplicates.isMarked(row)
                ? Reason.DUPLICATE_ID
                : reason;
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        return check(b, from, to, row);
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return reason == Reason.DUPLICATE_ID
                ? column().type() == ColumnType.IDENTIFIER
                        ? "an identifier that no other row has"
                        : "a value that no other row has"
                : check.expected(reason, b, from, to);
    }
}
