package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.rows.RowCursor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Counts rows and findings as the second pass meets them. */
final class Tally {
    private final EnumMap<Reason, Count> byReason = new EnumMap<>(Reason.class);
    private final EnumSet<Reason> seen = EnumSet.noneOf(Reason.class);
    private final long[] rowsByColumn;
    private final FlaggedNumbers numbers;
    private long rows;
    private long flaggedRows;

    Tally(Profile profile, boolean decimalComma) {
        var columns = profile.columns().size();
        numbers = new FlaggedNumbers(profile, decimalComma);
        rowsByColumn = new long[columns];
        for (var reason : Reason.values()) {
            byReason.put(reason, new Count(columns));
        }
    }

    void addClean() {
        rows++;
    }

    void addFlagged(RowCursor row, RowFindings found) {
        rows++;
        flaggedRows++;
        numbers.add(row, found);
        seen.clear();
        for (var i = 0; i < found.size(); i++) {
            var reason = found.reason(i);
            var column = found.column(i);
            var count = count(reason);
            if (seen.add(reason)) {
                count.rows++;
            }
            if (column != RowFindings.NO_COLUMN) {
                count.findings[column]++;
                // Of two findings in one column one is encoding damage, which comes behind all others.
                if (reason != Reason.ENCODING_DAMAGE || isFirstOfColumn(found, i)) {
                    rowsByColumn[column]++;
                }
            }
        }
    }

    private static boolean isFirstOfColumn(RowFindings found, int index) {
        for (var i = 0; i < index; i++) {
            if (found.column(i) == found.column(index)) {
                return false;
            }
        }
        return true;
    }

    private Count count(Reason reason) {
        return requireNonNull(byReason.get(reason));
    }

    /** Adds what another thread has counted. */
    void addAll(Tally other) {
        rows += other.rows;
        flaggedRows += other.flaggedRows;
        numbers.addAll(other.numbers);
        Arrays.setAll(rowsByColumn, i -> rowsByColumn[i] + other.rowsByColumn[i]);
        byReason.forEach((reason, count) -> {
            var more = other.count(reason);
            count.rows += more.rows;
            Arrays.setAll(count.findings, i -> count.findings[i] + more.findings[i]);
        });
    }

    /** The counts as they can be handed on. */
    Counts counts() {
        var reasons = new EnumMap<Reason, ReasonCounts>(Reason.class);
        byReason.forEach((reason, count) -> {
            if (count.rows > 0) {
                reasons.put(reason, new ReasonCounts(count.rows, list(count.findings)));
            }
        });
        return new Counts(rows, flaggedRows, list(rowsByColumn), reasons, numbers.counts());
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Adds what was counted elsewhere. */
    void addAll(Counts other) {
        rows += other.rows();
        flaggedRows += other.flaggedRows();
        numbers.addAll(other.numbers());
        Arrays.setAll(rowsByColumn, i -> rowsByColumn[i] + other.rowsByColumn().get(i));
        other.reasons().forEach((reason, more) -> {
            var count = count(reason);
            count.rows += more.rows();
            Arrays.setAll(
                    count.findings, i -> count.findings[i] + more.findings().get(i));
        });
    }

    /** What was counted, in the shape of JSON; reasons that no row has are left out. */
    record Counts(
            long rows,
            long flaggedRows,
            List<Long> rowsByColumn,
            Map<Reason, ReasonCounts> reasons,
            List<List<Long>> numbers) {}

    /** How many rows have a reason, and how many values of each column. */
    record ReasonCounts(long rows, List<Long> findings) {}

    long rows() {
        return rows;
    }

    long flaggedRows() {
        return flaggedRows;
    }

    /** Rows that carry the reason at least once. */
    long rows(Reason reason) {
        return count(reason).rows;
    }

    /** Rows with a finding in the column. */
    long rows(int column) {
        return rowsByColumn[column];
    }

    long findings(int column, Reason reason) {
        return count(reason).findings[column];
    }

    /** The column's numbers with a finding, by place of its histogram. */
    long[] numbers(int column) {
        return numbers.counts(column);
    }

    private static final class Count {
        private final long[] findings;
        private long rows;

        Count(int columns) {
            findings = new long[columns];
        }
    }
}
