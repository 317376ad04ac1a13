package dev.reviewgate.dataset;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the state machine gets back. */
record Result(Evidence evidence, Summary summary, ReviewPolicy review) {

    /** The four files. */
    record Evidence(EvidenceFile dataset, EvidenceFile clean, EvidenceFile flagged, EvidenceFile report) {}

    /** The report in a few numbers, small enough to travel through a state machine. */
    record Summary(
            long rows, long flaggedRows, double anomalyShare, Map<Reason, Long> byReason, Map<String, Long> byColumn) {
        private static final int MAX_COLUMNS = 20;

        /** Columns without a flagged row are left out, and so are all but the twenty with the most. */
        static Summary of(Report report) {
            var byReason = new LinkedHashMap<Reason, Long>();
            report.reasons().forEach(reason -> byReason.put(reason.reason(), reason.rows()));
            var byColumn = new LinkedHashMap<String, Long>();
            report.columns().stream()
                    .filter(column -> column.flaggedRows() > 0)
                    .sorted(Comparator.comparingLong(Report.Column::flaggedRows).reversed())
                    .limit(MAX_COLUMNS)
                    .forEach(column -> byColumn.put(column.name(), column.flaggedRows()));
            return new Summary(report.rows(), report.flaggedRows(), report.anomalyShare(), byReason, byColumn);
        }
    }
}
