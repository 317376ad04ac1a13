package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import org.jspecify.annotations.Nullable;

/** Expects one of the words for yes and no, or 0 and 1. */
final class BooleanCheck extends Check {
    private final boolean decimalComma;

    BooleanCheck(ColumnProfile column, boolean decimalComma) {
        super(column);
        this.decimalComma = decimalComma;
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        if (Values.bool(b, from, to) >= 0) {
            return null;
        }
        var number = Values.number(b, from, to, decimalComma);
        if (number == 0 || number == 1) {
            return null;
        }
        return Values.isNullWord(b, from, to) ? missing() : Reason.UNPARSABLE;
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return reason == Reason.UNPARSABLE ? "true or false, yes or no, 1 or 0" : super.expected(reason, b, from, to);
    }
}
