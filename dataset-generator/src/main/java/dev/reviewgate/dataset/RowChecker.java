package dev.reviewgate.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a row with what is usual in its file. */
final class RowChecker {
    private final Profile profile;

    RowChecker(Profile profile) {
        this.profile = profile;
    }

    /** Everything that is wrong with the row of that number (from 0); nothing for most rows. */
    List<Finding> check(Row row, long number) throws IOException {
        var columns = profile.columns();
        if (row.fieldCount() != columns.size()) {
            return List.of(
                    new Finding(null, Reason.RAGGED_ROW, row.fieldCount() + " fields", columns.size() + " fields"));
        }
        var findings = new ArrayList<Finding>(0);
        for (var i = 0; i < columns.size(); i++) {
            var finding = check(columns.get(i), row.field(i), number);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private @Nullable Finding check(ColumnProfile column, String text, long number) throws IOException {
        if (Values.isMissing(text)) {
            return column.isRequired() ? missing(column, text) : null;
        }
        return switch (column.type()) {
            case IDENTIFIER -> checkIdentifier(column, text, number);
            case NUMBER -> checkNumber(column, text);
            case DATE ->
                Values.isDate(text)
                        ? null
                        : new Finding(column.name(), Reason.UNPARSABLE, text, "a date such as 2024-02-29");
            case TEXT -> null;
        };
    }

    private static Finding missing(ColumnProfile column, String text) {
        // Rounded down: a column with a missing value is never 100 % filled.
        var percent = Text.number(Math.floor(column.filledShare() * 1_000) / 10);
        return new Finding(column.name(), Reason.MISSING, text, "a value (" + percent + " % of the rows have one)");
    }

    private @Nullable Finding checkIdentifier(ColumnProfile column, String text, long number) throws IOException {
        var duplicates = profile.duplicates();
        return duplicates != null && duplicates.isMarked(number)
                ? new Finding(column.name(), Reason.DUPLICATE_ID, text, "an identifier that no other row has")
                : null;
    }

    private static @Nullable Finding checkNumber(ColumnProfile column, String text) {
        var value = Values.number(text);
        if (Double.isNaN(value)) {
            return new Finding(column.name(), Reason.UNPARSABLE, text, "a number");
        }
        var statistics = column.statistics();
        if (statistics == null || !statistics.isOutlier(value)) {
            return null;
        }
        return new Finding(
                column.name(),
                Reason.OUTLIER,
                text,
                Text.number(statistics.lowerFence()) + " to " + Text.number(statistics.upperFence()) + " (median "
                        + Text.number(statistics.median()) + ", robust z-score "
                        + Text.score(statistics.score(value)) + ")");
    }
}
