package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.dataset.stats.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report says about the last published dataset of a feed, as far as the next one is compared with it. */
public record Baseline(Report.ComparedWith report, Map<String, Column> columns) {
    public Baseline {
        requireNonNull(report, "report");
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
            return Optional.of(new Baseline(comparedWith, columns));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
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
