package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the screening of a dataset found, as far as the page shows it. Both versions of a report are read: a field that
 * version 1 does not have is one that has nothing to say, and fields that a later version adds are left alone.
 */
record Report(
        long rows,
        long flaggedRows,
        double anomalyShare,
        @Nullable Double threshold,
        String screenedAt,
        @Nullable ComparedWith comparedWith,
        List<Run> history,
        List<FileFinding> fileFindings,
        int furtherFileFindings,
        List<ReasonCount> reasons,
        List<Column> columns,
        List<Example> examples) {
    /** The most values of one row, and the most examples, that a page shows. */
    private static final int MOST_VALUES = 60;

    private static final int MOST_EXAMPLES = 20;

    private static final int MOST_FILE_FINDINGS = 20;

    private static final int MOST_RUNS = 5;

    /** The longest text that is shown whole, and how much is shown of a longer one, in UTF-16 units. */
    private static final int LONGEST_TEXT = 160;

    private static final int BEGINNING = 120;

    /** The last published dataset of the same feed; {@code screenedAt} is empty where it is not known. */
    record ComparedWith(long rows, String screenedAt) {}

    /** A published dataset of the same feed, and the median of each of its columns of numbers. */
    record Run(String screenedAt, long rows, double anomalyShare, Map<String, Double> medians) {
        Run {
            medians = Map.copyOf(medians);
        }
    }

    /** What is unlike the last dataset in the file as a whole; {@code column} is empty where no column is meant. */
    record FileFinding(String check, String column, String found, String expected) {}

    /** How many rows carry a reason at least once. */
    record ReasonCount(String reason, long rows) {}

    /** What was found in one column. */
    record Column(
            String name,
            String type,
            long flaggedRows,
            @Nullable Double shift,
            @Nullable Statistics statistics,
            @Nullable Histogram histogram) {}

    /** The fences between which a number is taken for an ordinary one, and the median between them; without a fence, infinite. */
    record Statistics(double median, double lowerFence, double upperFence, boolean isOnLogScale) {}

    /**
     * How many values lie in each of a number of equal intervals, and on either side of them all; and the same of those whose
     * cells are flagged, which are among them.
     */
    record Histogram(
            double from,
            double to,
            List<Long> counts,
            long below,
            long above,
            @Nullable FlaggedValues flagged) {}

    /** The flagged values of a histogram, interval by interval. */
    record FlaggedValues(List<Long> counts, long below, long above) {}

    /** A flagged row; {@code masked} holds the places of those values that are not shown as they are. */
    record Example(long row, List<String> values, Set<Integer> masked, List<Finding> findings) {
        Example {
            masked = Set.copyOf(masked);
        }

        /** Returns what is wrong with the value in a column. */
        List<Finding> of(String column) {
            return findings.stream().filter(f -> column.equals(f.column())).toList();
        }
    }

    /** Why a row was flagged; {@code column} is null where the whole row is meant. */
    record Finding(@Nullable String column, String reason, String value, String expected, boolean isMasked) {}

    /**
     * Reads a report.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Report parse(JsonNode json) {
        if (!json.path("rows").isIntegralNumber()
                || !json.path("flaggedRows").isIntegralNumber()
                || !json.path("columns").isArray()) {
            throw new IllegalArgumentException("rows, flaggedRows or columns are missing");
        }
        return new Report(
                json.path("rows").longValue(),
                json.path("flaggedRows").longValue(),
                json.path("anomalyShare").asDouble(),
                number(json.path("threshold")),
                text(json, "screenedAt"),
                comparedWith(json.path("comparedWith")),
                list(json.path("history"), MOST_RUNS, Report::run),
                list(json.path("fileFindings"), MOST_FILE_FINDINGS, Report::fileFinding),
                Math.max(0, json.path("fileFindings").size() - MOST_FILE_FINDINGS),
                list(json.path("reasons"), 20, r -> new ReasonCount(text(r, "reason"), whole(r, "rows"))),
                list(json.path("columns"), MOST_VALUES, Report::column),
                list(json.path("examples"), MOST_EXAMPLES, Report::example));
    }

    private static @Nullable ComparedWith comparedWith(JsonNode json) {
        return json.isObject() ? new ComparedWith(whole(json, "rows"), text(json, "screenedAt")) : null;
    }

    private static Run run(JsonNode json) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> median : json.path("medians").properties()) {
            if (median.getValue().isNumber() && medians.size() < MOST_VALUES) {
                medians.put(abbreviate(median.getKey()), median.getValue().doubleValue());
            }
        }
        return new Run(
                text(json, "screenedAt"),
                whole(json, "rows"),
                json.path("anomalyShare").asDouble(),
                medians);
    }

    private static FileFinding fileFinding(JsonNode json) {
        return new FileFinding(text(json, "check"), text(json, "column"), text(json, "found"), text(json, "expected"));
    }

    private static Column column(JsonNode json) {
        return new Column(
                text(json, "name"),
                text(json, "type"),
                whole(json, "flaggedRows"),
                number(json.path("shift")),
                statistics(json.path("statistics")).orElse(null),
                histogram(json.path("histogram")).orElse(null));
    }

    private static Optional<Statistics> statistics(JsonNode json) {
        JsonNode lower = json.path("lowerFence");
        JsonNode upper = json.path("upperFence");
        boolean isComplete = json.path("median").isNumber()
                && (lower.isNumber() || lower.isNull())
                && (upper.isNumber() || upper.isNull());
        return isComplete
                ? Optional.of(new Statistics(
                        json.path("median").doubleValue(),
                        lower.isNull() ? Double.NEGATIVE_INFINITY : lower.doubleValue(),
                        upper.isNull() ? Double.POSITIVE_INFINITY : upper.doubleValue(),
                        json.path("scale").asText().equals("LOG")))
                : Optional.empty();
    }

    private static Optional<Histogram> histogram(JsonNode json) {
        double from = json.path("from").asDouble(Double.NaN);
        double to = json.path("to").asDouble(Double.NaN);
        List<Long> counts = list(json.path("counts"), 100, JsonNode::asLong);
        return to > from && !counts.isEmpty()
                ? Optional.of(new Histogram(
                        from,
                        to,
                        counts,
                        whole(json, "below"),
                        whole(json, "above"),
                        flaggedValues(json, counts.size()).orElse(null)))
                : Optional.empty();
    }

    private static Optional<FlaggedValues> flaggedValues(JsonNode json, int intervals) {
        List<Long> counts = list(json.path("flagged"), 100, JsonNode::asLong);
        return counts.size() == intervals
                ? Optional.of(new FlaggedValues(counts, whole(json, "flaggedBelow"), whole(json, "flaggedAbove")))
                : Optional.empty();
    }

    private static Example example(JsonNode json) {
        return new Example(
                whole(json, "row"),
                list(json.path("values"), MOST_VALUES, v -> abbreviate(v.asText())),
                new LinkedHashSet<>(list(json.path("masked"), MOST_VALUES, JsonNode::asInt)),
                list(json.path("findings"), MOST_VALUES, Report::finding));
    }

    private static Finding finding(JsonNode json) {
        JsonNode column = json.path("column");
        return new Finding(
                column.isTextual() ? column.textValue() : null,
                text(json, "reason"),
                text(json, "value"),
                text(json, "expected"),
                json.path("masked").asBoolean());
    }

    private static @Nullable Double number(JsonNode json) {
        return json.isNumber() ? json.doubleValue() : null;
    }

    private static long whole(JsonNode json, String name) {
        return json.path(name).asLong();
    }

    private static String text(JsonNode json, String name) {
        return abbreviate(json.path(name).isNull() ? "" : json.path(name).asText());
    }

    /** A value may be as long as a file; the page shows how it begins. */
    private static String abbreviate(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean splitsPair = Character.isSurrogatePair(text.charAt(BEGINNING - 1), text.charAt(BEGINNING));
        return text.substring(0, splitsPair ? BEGINNING - 1 : BEGINNING) + "…";
    }

    private static <T> List<T> list(JsonNode json, int most, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : json) {
            if (items.size() == most) {
                break;
            }
            items.add(reader.apply(item));
        }
        return List.copyOf(items);
    }
}
