package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reviewer is shown about a dataset; the shape of report.json, version 2. */
public record Report(
        String schema,
        long rows,
        long flaggedRows,
        double anomalyShare,
        String screenedAt,
        Source source,
        FileFormat format,
        @Nullable ComparedWith comparedWith,
        List<Run> history,
        Fingerprint content,
        List<FileFinding> fileFindings,
        List<ReasonRows> reasons,
        List<Column> columns,
        List<Example> examples) {
    public static final String SCHEMA = "https://reviewgate.dev/schemas/report-2.json";

    public Report {
        requireNonNull(schema, "schema");
        requireNonNull(screenedAt, "screenedAt");
        requireNonNull(source, "source");
        requireNonNull(format, "format");
        requireNonNull(content, "content");
        history = List.copyOf(history);
        fileFindings = List.copyOf(fileFindings);
        reasons = List.copyOf(reasons);
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }

    /** Where the dataset came from. */
    public sealed interface Source {
        /** A name for the kind, so that readers need not guess it from the fields. */
        String kind();

        /** Made by the generator. */
        record Generated(String kind, long seed, double anomalyRate) implements Source {
            public Generated(long seed, double anomalyRate) {
                this("GENERATED", seed, anomalyRate);
            }
        }

        /** Pushed to S3 by somebody; a bucket without versioning has no version to name. */
        record Screened(
                String kind,
                String bucket,
                String key,
                @Nullable String versionId,
                String feed) implements Source {
            public Screened(String bucket, String key, @Nullable String versionId, String feed) {
                this("SCREENED", bucket, key, versionId, feed);
            }
        }
    }

    /** How the file was read; delimiter, header and decimal comma mean nothing for JSON Lines. */
    public record FileFormat(
            String kind, String delimiter, boolean header, String charset, boolean decimalComma, boolean gzip) {}

    /** The report of the last published dataset of the same feed. */
    public record ComparedWith(
            String key,
            @Nullable String versionId,
            long rows,
            @Nullable String screenedAt) {}

    /** A dataset of the same feed that was published, with the median of each of its numeric columns. */
    public record Run(
            String screenedAt, long rows, long flaggedRows, double anomalyShare, Map<String, Double> medians) {
        public Run {
            requireNonNull(screenedAt, "screenedAt");
            // In the order of the columns.
            medians = Collections.unmodifiableMap(new LinkedHashMap<>(medians));
        }
    }

    /**
     * Which rows the dataset holds.
     *
     * @param digest equal for the same rows in any order
     * @param repeated the share of the rows that another row equals, the first of them not counted
     * @param sameAsLast whether they are those of the dataset that this one is compared with
     */
    public record Fingerprint(String digest, double repeated, boolean sameAsLast) {
        public Fingerprint {
            requireNonNull(digest, "digest");
        }
    }

    /** How many rows carry a reason at least once. */
    public record ReasonRows(Reason reason, long rows) {}

    /** A column and what was found in it; {@code personal} is what the input says of it, and left out of JSON if it says nothing; so is {@code frequent} if it is not known. */
    public record Column(
            String name,
            ColumnType type,
            boolean declared,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean personal,

            boolean required,
            long filled,
            long flaggedRows,
            long missing,
            long unparsable,
            long outOfRange,
            long outliers,
            long unknownCategories,
            long patternMismatches,
            long duplicates,
            long futureDates,
            long encodingDamages,
            @Nullable Statistics statistics,
            @Nullable Histogram histogram,
            @Nullable Distribution distribution,
            long padded,
            @Nullable Dates dates,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Frequent> frequent,

            @Nullable Double shift) {
        public Column {
            frequent = frequent == null ? null : List.copyOf(frequent);
        }
    }

    /** A numeric column in numbers, with the fences outside which a value is an outlier; null where there is none. */
    public record Statistics(
            long count,
            double min,
            double max,
            double mean,
            double median,
            double mad,
            double q05,
            double q25,
            double q75,
            double q95,
            String scale,
            double threshold,
            @Nullable Double lowerFence,
            @Nullable Double upperFence,
            boolean exact) {}

    /** A column of dates in days, such as {@code 2026-11-22}. */
    public record Dates(String min, String q05, String median, String q95, String max) {}

    /** A number or date that many rows of a column share, and their share. */
    public record Frequent(String value, double share) {}

    /**
     * How the numbers of a column lie between its fences and a little beyond; the rest is counted as below or above. The
     * flagged ones, those with a finding of their own, are counted among all and once more by themselves.
     */
    public record Histogram(
            double from,
            double to,
            List<Long> counts,
            long below,
            long above,
            List<Long> flagged,
            long flaggedBelow,
            long flaggedAbove) {
        public Histogram {
            counts = List.copyOf(counts);
            flagged = List.copyOf(flagged);
        }
    }

    /** How the values of a column are spread, so that the next dataset of the feed can be compared with it. */
    public sealed interface Distribution {
        String kind();

        long missing();

        /** Counts between the edges: one more of them than there are edges. */
        record Numbers(String kind, List<Double> edges, List<Long> counts, long missing) implements Distribution {
            public Numbers {
                edges = List.copyOf(edges);
                counts = List.copyOf(counts);
            }

            public Numbers(List<Double> edges, List<Long> counts, long missing) {
                this("NUMBERS", edges, counts, missing);
            }
        }

        /** Counts of the values, the most frequent first. */
        record Categories(String kind, List<ValueCount> values, long other, long missing) implements Distribution {
            public Categories {
                values = List.copyOf(values);
            }

            public Categories(List<ValueCount> values, long other, long missing) {
                this("CATEGORIES", values, other, missing);
            }
        }
    }

    /** How often a value occurs. */
    public record ValueCount(String value, long count) {}

    /** A flagged row (from 1), its values shortened, and why it is flagged. */
    public record Example(long row, List<String> values, List<Finding> findings) {
        public Example {
            values = List.copyOf(values);
            findings = List.copyOf(findings);
        }
    }
}
