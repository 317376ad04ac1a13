package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.dataset.stats.Distribution;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the last published dataset of a feed, as far as the next one is compared with it.
 *
 * @param runs this one and those that were published before it, at most five, the newest first
 */
public record Baseline(Report.ComparedWith report, Map<String, Column> columns, List<Report.Run> runs) {
    /** So many runs are told of. */
    private static final int RUNS = 5;

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
                                distribution(column.path("distribution"))));
            }
            var screenedAt = report.path("screenedAt");
            var comparedWith = new Report.ComparedWith(
                    key,
                    versionId,
                    report.path("rows").longValue(),
                    screenedAt.isTextual() ? screenedAt.asText() : null);
            return Optional.of(new Baseline(comparedWith, columns, runs(report)));
        } catch (IllegalArgumentException e) {
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

    /** A column of the published dataset. */
    public record Column(
            ColumnType type, long filled, @Nullable Distribution distribution) {}
}
