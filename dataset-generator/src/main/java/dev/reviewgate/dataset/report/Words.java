package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.ColumnType;
import dev.reviewgate.dataset.screening.FileFinding;
import dev.reviewgate.dataset.screening.Reason;

/** What the report's constants are called on a page. */
final class Words {
    private Words() {}

    static String reason(Reason reason) {
        return switch (reason) {
            case MISSING -> "missing value";
            case UNPARSABLE -> "not readable as the column's type";
            case OUT_OF_RANGE -> "outside the declared range";
            case OUTLIER -> "outlier";
            case UNKNOWN_CATEGORY -> "unknown category";
            case PATTERN_MISMATCH -> "not as the declared pattern";
            case DUPLICATE_ID -> "duplicate value";
            case FUTURE_DATE -> "date in the future";
            case RAGGED_ROW -> "wrong number of fields";
            case ENCODING_DAMAGE -> "damaged encoding";
        };
    }

    static String type(ColumnType type) {
        return switch (type) {
            case IDENTIFIER -> "identifier";
            case NUMBER -> "number";
            case DATE -> "date";
            case BOOLEAN -> "yes or no";
            case CATEGORY -> "category";
            case TEXT -> "text";
        };
    }

    static String check(FileFinding.Check check) {
        return switch (check) {
            case ROW_COUNT -> "Number of rows";
            case MISSING_COLUMN -> "Missing column";
            case TYPE_CHANGED -> "Another type";
            case SHIFT -> "Shifted values";
            case GROUP -> "Two groups";
            case LIMITS -> "Beyond the last limits";
            case MISSING_VALUES -> "More missing values";
            case NEW_VALUES -> "New values";
            case ONE_VALUE -> "One value in many rows";
            case WHITE_SPACE -> "White space around values";
            case SAME_ROWS -> "The same rows again";
            case REPEATED_ROWS -> "Repeated rows";
        };
    }
}
