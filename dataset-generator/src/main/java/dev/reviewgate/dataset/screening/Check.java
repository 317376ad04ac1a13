package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a column's values; decided once from the profile, so that nothing is decided per value. Safe for use
 * by several threads.
 */
abstract class Check {
    private final ColumnProfile column;
    private final boolean required;
    private final String expectedValue;

    Check(ColumnProfile column) {
        this.column = column;
        required = column.required();
        expectedValue = expectedValue(column);
    }

    /** The check for a column; {@code decimalComma} says how its numbers are written. */
    static Check of(ColumnProfile column, boolean decimalComma) {
        var byType = switch (column.type()) {
            case NUMBER -> new NumberCheck(column, decimalComma);
            case DATE -> new DateCheck(column);
            case BOOLEAN -> new BooleanCheck(column, decimalComma);
            case CATEGORY -> CategoryCheck.of(column);
            case IDENTIFIER, TEXT -> new AnyCheck(column);
        };
        var declared = DeclaredCheck.isNeeded(column) ? new DeclaredCheck(column, byType) : byType;
        var known = column.values() == null || declared instanceof AnyCheck
                ? declared
                : new KnownValuesCheck(column, column.values(), declared);
        return column.duplicates() == null ? known : new UniqueCheck(column, known, column.duplicates());
    }

    /** The first reason that applies to the value in the row of that number (from 0), null if there is none. */
    @Nullable
    Reason check(byte[] b, int from, int to, long row) {
        return from == to || Values.isMissing(b, from, to) ? missing() : checkPresent(b, from, to, row);
    }

    final @Nullable Reason missing() {
        return required ? Reason.MISSING : null;
    }

    /** The same for a value that is not blank. */
    abstract @Nullable Reason checkPresent(byte[] b, int from, int to, long row);

    /** What was expected of a value that has this reason. */
    String expected(Reason reason, byte[] b, int from, int to) {
        return switch (reason) {
            case MISSING -> expectedValue;
            case ENCODING_DAMAGE -> "text without damaged characters";
            default -> throw new IllegalArgumentException(column.name() + " is not checked for " + reason);
        };
    }

    private static String expectedValue(ColumnProfile column) {
        var declared = column.declared();
        if (declared != null && Boolean.TRUE.equals(declared.required())) {
            return "a value, as declared";
        }
        if (column.type() == ColumnType.IDENTIFIER) {
            return "a value, since it identifies the row";
        }
        // Rounded down: a column with a missing value is never 100 % filled.
        return "a value (" + Text.number(Math.floor(column.filledShare() * 1_000) / 10) + " % of the rows have one)";
    }

    final ColumnProfile column() {
        return column;
    }
}
