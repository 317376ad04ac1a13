package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Expects dates inside the declared range, and none in the future unless many of the column's are. */
final class DateCheck extends Check {
    private final Range declared;
    private final long lastDay;

    DateCheck(ColumnProfile column) {
        super(column);
        declared = Range.of(column.declared());
        lastDay = column.lastDay();
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        var day = Values.epochDay(b, from, to);
        if (day == Values.NO_DATE) {
            return Values.isNullWord(b, from, to) ? missing() : Reason.UNPARSABLE;
        }
        if (declared.excludes((double) day)) {
            return Reason.OUT_OF_RANGE;
        }
        return day > lastDay ? Reason.FUTURE_DATE : null;
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return switch (reason) {
            case UNPARSABLE -> "a date such as 2024-02-29";
            case OUT_OF_RANGE -> declared.allowed();
            case FUTURE_DATE -> "a date up to " + LocalDate.ofEpochDay(lastDay);
            default -> super.expected(reason, b, from, to);
        };
    }
}
