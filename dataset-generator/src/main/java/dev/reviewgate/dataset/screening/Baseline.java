package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.dataset.stats.Distribution;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the last published dataset of a feed, as far as the next one is compared with it.
 *
 * @param content which rows it held; null in an older report
 * @param runs this one and those that were published before it, at most five, the newest first
 */
public record Baseline(
        Report.ComparedWith report,
        Map<String, Column> columns,
        List<Report.Run> runs,
        Report.@Nullable Fingerprint content) {
    /** So many runs are told of. */
    private static final int RUNS = 5;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    public Baseline {
        requireNonNull(report, "report");
        runs = List.copyOf(runs);
        // In the order of the report.
        columns = new LinkedHashMap<>(columns);
    }

    /**
     * Reads a report.json of version 2, ignoring fields it does not know.
     *
     * @return empty if it is something else, or does not hold what it should
     */
    public static Optional<Baseline> read(JsonNode report, String key, @Nullable String versionId) {
        if (!report.path("schema").asText().equals(Report.SCHEMA)
                || !report.path("rows").isIntegralNumber()
                || !report.path("columns").isArray()) {
            return Optional.empty();
        }
        try {
            var columns = new LinkedHashMap<String, Column>();
            for (var column : report.path("columns")) {
                columns.put(
                        required(column, "name").asText(),
                        new Column(
                                ColumnType.valueOf(required(column, "type").asText()),
                                required(column, "filled").longValue(),
                                column.path("missing").longValue(),
                                distribution(column.path("distribution")),
                                range(column),
                                dates(column.path("dates")),
                                frequent(column.path("frequent")),
                                column.has("padded") ? column.path("padded").longValue() : null));
            }
            var screenedAt = report.path("screenedAt");
            var comparedWith = new Report.ComparedWith(
                    key,
                    versionId,
                    report.path("rows").longValue(),
                    screenedAt.isTextual() ? screenedAt.asText() : null);
            return Optional.of(new Baseline(comparedWith, columns, runs(report), content(report)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The report is the newest of the runs; those before it are listed in it. */
    private static List<Report.Run> runs(JsonNode report) {
        var medians = new LinkedHashMap<String, Double>();
        for (var column : report.path("columns")) {
            var median = column.path("statistics").path("median");
            if (median.isNumber()) {
                medians.put(column.path("name").asText(), median.doubleValue());
            }
        }
        return Stream.concat(
                        run(report, medians).stream(),
                        StreamSupport.stream(report.path("history").spliterator(), false)
                                .flatMap(earlier -> run(earlier, medians(earlier.path("medians"))).stream()))
                .limit(RUNS)
                .toList();
    }

    private static Map<String, Double> medians(JsonNode node) {
        var medians = new LinkedHashMap<String, Double>();
        node.properties().forEach(median -> {
            if (median.getValue().isNumber()) {
                medians.put(median.getKey(), median.getValue().doubleValue());
            }
        });
        return medians;
    }

    /** Empty if it is none that a report may hold: it only informs, so what is wrong with it is no reason to refuse the rest. */
    private static Optional<Report.Run> run(JsonNode node, Map<String, Double> medians) {
        var rows = node.path("rows");
        var flaggedRows = node.path("flaggedRows");
        var share = node.path("anomalyShare").asDouble(Double.NaN);
        var isRun = isInstant(node.path("screenedAt"))
                && rows.isIntegralNumber()
                && flaggedRows.isIntegralNumber()
                && flaggedRows.longValue() >= 0
                && rows.longValue() >= flaggedRows.longValue()
                && share >= 0
                && share <= 1;
        medians.values().removeIf(median -> !Double.isFinite(median));
        return isRun
                ? Optional.of(new Report.Run(
                        node.path("screenedAt").textValue(), rows.longValue(), flaggedRows.longValue(), share, medians))
                : Optional.empty();
    }

    private static boolean isInstant(JsonNode node) {
        try {
            Instant.parse(node.isTextual() ? node.textValue() : "");
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Report.@Nullable Fingerprint content(JsonNode report) {
        var content = report.path("content");
        if (!content.path("digest").isTextual()) {
            return null;
        }
        // An older report says so only if it was asked about.
        var isAsked = StreamSupport.stream(report.path("fileFindings").spliterator(), false)
                .anyMatch(finding -> finding.path("check").asText().equals(FileFinding.Check.SAME_ROWS.name()));
        return new Report.Fingerprint(
                content.path("digest").asText(),
                content.path("repeated").asDouble(),
                content.path("sameAsLast").asBoolean(isAsked));
    }

    private static @Nullable Range range(JsonNode column) {
        var statistics = column.path("statistics");
        if (!statistics.path("min").isNumber()) {
            return null;
        }
        return new Range(
                // What lies outside the declared range is counted there alone, though most of it is outside the fences
                // too.
                column.path("outliers").longValue() + column.path("outOfRange").longValue(),
                statistics.path("lowerFence").asDouble(Double.NEGATIVE_INFINITY),
                statistics.path("upperFence").asDouble(Double.POSITIVE_INFINITY),
                new Spread(
                        statistics.path("count").longValue(),
                        required(statistics, "min").doubleValue(),
                        required(statistics, "q05").doubleValue(),
                        required(statistics, "q25").doubleValue(),
                        required(statistics, "median").doubleValue(),
                        required(statistics, "q75").doubleValue(),
                        required(statistics, "q95").doubleValue(),
                        required(statistics, "max").doubleValue()));
    }

    private static @Nullable Dates dates(JsonNode dates) {
        return dates.isObject()
                ? new Dates(
                        day(dates, "min"),
                        day(dates, "q05"),
                        day(dates, "median"),
                        day(dates, "q95"),
                        day(dates, "max"))
                : null;
    }

    private static long day(JsonNode dates, String field) {
        return LocalDate.parse(required(dates, field).asText()).toEpochDay();
    }

    /** By number or by day since 1970-01-01. */
    private static @Nullable Map<Double, Double> frequent(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        var shares = new LinkedHashMap<Double, Double>();
        for (var frequent : list) {
            var value = required(frequent, "value").asText();
            shares.put(
                    DATE.matcher(value).matches()
                            ? (double) LocalDate.parse(value).toEpochDay()
                            : Double.parseDouble(value),
                    required(frequent, "share").doubleValue());
        }
        return shares;
    }

    private static @Nullable Distribution distribution(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        var missing = required(node, "missing").longValue();
        return switch (required(node, "kind").asText()) {
            case "NUMBERS" -> {
                var edges = new ArrayList<Double>();
                required(node, "edges").forEach(edge -> edges.add(edge.doubleValue()));
                var counts = new ArrayList<Long>();
                required(node, "counts").forEach(count -> counts.add(count.longValue()));
                yield new Distribution.OfNumbers(edges, counts, missing);
            }
            case "CATEGORIES" -> {
                var values = new ArrayList<Distribution.OfCategories.Share>();
                required(node, "values")
                        .forEach(value -> values.add(new Distribution.OfCategories.Share(
                                required(value, "value").asText(),
                                required(value, "count").longValue())));
                yield new Distribution.OfCategories(
                        List.copyOf(values), node.path("other").longValue(), missing);
            }
            // A later version may know more kinds.
            default -> null;
        };
    }

    private static JsonNode required(JsonNode node, String field) {
        var value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** Whether it held the same rows. */
    boolean isSame(RowDigest rows) {
        return content != null && content.digest().equals(rows.text());
    }

    /** The medians of a column in the runs that are known, the newest first. */
    List<Double> medians(String column) {
        return runs.stream()
                .map(run -> run.medians().get(column))
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many rows it had, at the least and at the most, in the runs that are known. */
    LongSummaryStatistics rows() {
        return LongStream.concat(LongStream.of(report.rows()), runs.stream().mapToLong(Report.Run::rows))
                .summaryStatistics();
    }

    /**
     * A column of the published dataset.
     *
     * @param frequent the share of each value that many rows have; null if it is not known, and in an older report, as {@code padded}
     */
    public record Column(
            ColumnType type,
            long filled,
            long missing,
            @Nullable Distribution distribution,
            @Nullable Range range,
            @Nullable Dates dates,
            @Nullable Map<Double, Double> frequent,
            @Nullable Long padded) {}

    /** Where the numbers of a column lay, and how many of them outside the fences. */
    record Range(long outliers, double lowerFence, double upperFence, Spread spread) {
        /** What to expect of a column that grows until its median is as given: the lower end may stay where it was. */
        Range grownTo(double median) {
            var step = median - spread.median();
            var times = spread.min() > 0 ? median / spread.median() : 1;
            return new Range(
                    outliers,
                    lowerFence,
                    Math.max(upperFence + step, upperFence * times),
                    spread.withMax(Math.max(spread.max() + step, spread.max() * times)));
        }
    }

    /** Where the dates of a column lay, in days since 1970-01-01. */
    public record Dates(long min, long q05, long median, long q95, long max) {}
}
