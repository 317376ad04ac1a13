package dev.reviewgate.dataset;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts rows and findings as the second pass meets them. */
final class Tally {
    private final Map<Reason, Long> rowsByReason = new EnumMap<>(Reason.class);
    private final Map<String, Long> rowsByColumn = new HashMap<>();
    private final Map<ColumnReason, Long> findings = new HashMap<>();
    private long rows;
    private long flaggedRows;

    void add(List<Finding> rowFindings) {
        rows++;
        if (rowFindings.isEmpty()) {
            return;
        }
        flaggedRows++;
        var reasons = EnumSet.noneOf(Reason.class);
        var columns = new HashSet<String>();
        for (var finding : rowFindings) {
            reasons.add(finding.reason());
            if (finding.column() != null) {
                columns.add(finding.column());
            }
            findings.merge(new ColumnReason(finding.column(), finding.reason()), 1L, Long::sum);
        }
        reasons.forEach(reason -> rowsByReason.merge(reason, 1L, Long::sum));
        columns.forEach(column -> rowsByColumn.merge(column, 1L, Long::sum));
    }

    long rows() {
        return rows;
    }

    long flaggedRows() {
        return flaggedRows;
    }

    /** Rows that carry the reason at least once. */
    long rows(Reason reason) {
        return rowsByReason.getOrDefault(reason, 0L);
    }

    /** Rows with a finding in the column. */
    long rows(String column) {
        return rowsByColumn.getOrDefault(column, 0L);
    }

    long findings(String column, Reason reason) {
        return findings.getOrDefault(new ColumnReason(column, reason), 0L);
    }

    private record ColumnReason(@Nullable String column, Reason reason) {}
}
