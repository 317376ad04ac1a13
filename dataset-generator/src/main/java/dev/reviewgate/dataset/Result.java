package dev.reviewgate.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reviewgate.dataset.screening.FileFinding;
import dev.reviewgate.dataset.screening.Reason;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the state machine gets back. */
record Result(Evidence evidence, Summary summary, ReviewPolicy review) {

    /**
     * The five files.
     *
     * @param inParts whether the first three are manifests, lists of the files that hold the rows; left out of JSON if not
     */
    record Evidence(
            EvidenceFile dataset,
            EvidenceFile clean,
            EvidenceFile flagged,
            EvidenceFile report,
            EvidenceFile reportHtml,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inParts) {}

    /**
     * The report in a few numbers, small enough to travel through a state machine.
     *
     * @param feedKey where the report has to be copied once the dataset is published as a whole; null for a generated one
     * @param feed what the dataset is the next delivery of, shortened; null for a generated one
     */
    record Summary(
            long rows,
            long flaggedRows,
            double anomalyShare,
            Map<Reason, Long> byReason,
            Map<String, Long> byColumn,
            List<String> fileFindings,
            @Nullable String feedKey,
            @Nullable String feed) {
        private static final int MAX_COLUMNS = 20;
        private static final int MAX_FINDINGS = 10;
        private static final int FINDING_CHARACTERS = 200;
        private static final int FEED_CHARACTERS = 200;

        /** Columns without a flagged row are left out, and so are all but the twenty with the most. */
        static Summary of(Report report, @Nullable String feedKey) {
            var byReason = new LinkedHashMap<Reason, Long>();
            report.reasons().forEach(reason -> byReason.put(reason.reason(), reason.rows()));
            var byColumn = new LinkedHashMap<String, Long>();
            report.columns().stream()
                    .filter(column -> column.flaggedRows() > 0)
                    .sorted(Comparator.comparingLong(Report.Column::flaggedRows).reversed())
                    .limit(MAX_COLUMNS)
                    .forEach(column -> byColumn.put(column.name(), column.flaggedRows()));
            return new Summary(
                    report.rows(),
                    report.flaggedRows(),
                    report.anomalyShare(),
                    byReason,
                    byColumn,
                    sentences(report.fileFindings()),
                    feedKey,
                    report.source() instanceof Report.Source.Screened screened
                            ? Text.shorten(screened.feed(), FEED_CHARACTERS)
                            : null);
        }

        private static List<String> sentences(List<FileFinding> findings) {
            var sentences = new ArrayList<String>();
            findings.stream()
                    .limit(MAX_FINDINGS)
                    .forEach(finding -> sentences.add(Text.shorten(finding.sentence(), FINDING_CHARACTERS)));
            if (findings.size() > MAX_FINDINGS) {
                sentences.add("and " + (findings.size() - MAX_FINDINGS) + " more");
            }
            return sentences;
        }
    }
}
