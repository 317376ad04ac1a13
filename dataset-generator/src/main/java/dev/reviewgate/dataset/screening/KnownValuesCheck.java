package dev.reviewgate.dataset.screening;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what another check says about each value of a column of few distinct values, all of which the profile has seen:
 * to look a value up is cheaper than to parse it.
 */
final class KnownValuesCheck extends Check {
    private final ValueTable values;
    private final Check check;
    private final @Nullable Reason[] reasons;

    KnownValuesCheck(ColumnProfile column, ValueTable values, Check check) {
        super(column);
        this.values = values;
        this.check = check;
        reasons = new Reason[values.size()];
        for (var i = 0; i < reasons.length; i++) {
            reasons[i] = check.checkPresent(values.bytes(), values.start(i), values.end(i), 0);
        }
    }

    @Override
    @Nullable
    Reason check(byte[] b, int from, int to, long row) {
        var index = values.indexOf(b, from, to);
        return index >= 0 ? reasons[index] : super.check(b, from, to, row);
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        return check.checkPresent(b, from, to, row);
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return check.expected(reason, b, from, to);
    }
}
