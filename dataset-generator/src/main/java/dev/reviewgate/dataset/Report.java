package dev.reviewgate.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reviewer is shown about a dataset; the shape of report.json. */
record Report(
        String schema,
        long rows,
        long flaggedRows,
        double anomalyShare,
        Source source,
        List<ReasonRows> reasons,
        List<Column> columns,
        List<Example> examples) {
    private static final String SCHEMA = "https://reviewgate.dev/schemas/report-1.json";

    Report {
        reasons = List.copyOf(reasons);
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }

    static Report of(Source source, Profile profile, Tally tally, List<Example> examples) {
        return new Report(
                SCHEMA,
                tally.rows(),
                tally.flaggedRows(),
                (double) tally.flaggedRows() / tally.rows(),
                source,
                Arrays.stream(Reason.values())
                        .map(reason -> new ReasonRows(reason, tally.rows(reason)))
                        .filter(reason -> reason.rows() > 0)
                        .sorted(Comparator.comparingLong(ReasonRows::rows).reversed())
                        .toList(),
                profile.columns().stream()
                        .map(column -> Column.of(column, tally))
                        .toList(),
                examples);
    }

    /** Where the dataset came from. */
    sealed interface Source {
        /** A name for the kind, so that readers need not guess it from the fields. */
        String kind();

        /** Made by the generator. */
        record Generated(String kind, long seed, double anomalyRate) implements Source {
            Generated(long seed, double anomalyRate) {
                this("GENERATED", seed, anomalyRate);
            }
        }

        /** Pushed to S3 by somebody; a bucket without versioning has no version to name. */
        record Screened(
                String kind,
                String bucket,
                String key,
                @Nullable String versionId) implements Source {
            Screened(String bucket, String key, @Nullable String versionId) {
                this("SCREENED", bucket, key, versionId);
            }
        }
    }

    /** How many rows carry a reason at least once. */
    record ReasonRows(Reason reason, long rows) {}

    /** A column and what was found in it. */
    record Column(
            String name,
            ColumnType type,
            long flaggedRows,
            long missing,
            long unparsable,
            long outliers,
            long duplicates,
            @Nullable NumberStatistics statistics,
            @Nullable Histogram histogram) {
        private static Column of(ColumnProfile column, Tally tally) {
            return new Column(
                    column.name(),
                    column.type(),
                    tally.rows(column.name()),
                    column.missing(),
                    tally.findings(column.name(), Reason.UNPARSABLE),
                    tally.findings(column.name(), Reason.OUTLIER),
                    tally.findings(column.name(), Reason.DUPLICATE_ID),
                    column.statistics(),
                    column.histogram());
        }
    }

    /** A flagged row (from 1), its values shortened, and why it is flagged. */
    record Example(long row, List<String> values, List<Finding> findings) {
        Example {
            values = List.copyOf(values);
            findings = List.copyOf(findings);
        }
    }
}
