package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the screening of a dataset found, as far as the page shows it; fields that a later version adds are left alone. */
record Report(
        long rows,
        long flaggedRows,
        double anomalyShare,
        List<ReasonCount> reasons,
        List<Column> columns,
        List<Example> examples) {
    /** The most values of one row, and the most examples, that a page shows. */
    private static final int MOST_VALUES = 60;

    private static final int MOST_EXAMPLES = 20;

    /** The longest text that is shown whole, and how much is shown of a longer one, in UTF-16 units. */
    private static final int LONGEST_TEXT = 160;

    private static final int BEGINNING = 120;

    /** How many rows carry a reason at least once. */
    record ReasonCount(String reason, long rows) {}

    /** What was found in one column. */
    record Column(
            String name,
            String type,
            long flaggedRows,
            @Nullable Statistics statistics,
            @Nullable Histogram histogram) {}

    /** The fences between which a number is taken for an ordinary one, and the median between them. */
    record Statistics(double median, double lowerFence, double upperFence) {}

    /** How many values lie in each of a number of equal intervals, and on either side of them all. */
    record Histogram(double from, double to, List<Long> counts, long below, long above) {}

    /** A flagged row. */
    record Example(long row, List<String> values, List<Finding> findings) {
        /** Returns what is wrong with the value in a column. */
        List<Finding> of(String column) {
            return findings.stream().filter(f -> column.equals(f.column())).toList();
        }
    }

    /** Why a row was flagged; {@code column} is null where the whole row is meant. */
    record Finding(@Nullable String column, String reason, String expected) {}

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
                list(json.path("reasons"), 20, r -> new ReasonCount(text(r, "reason"), whole(r, "rows"))),
                list(json.path("columns"), MOST_VALUES, Report::column),
                list(json.path("examples"), MOST_EXAMPLES, Report::example));
    }

    private static Column column(JsonNode json) {
        return new Column(
                text(json, "name"),
                text(json, "type"),
                whole(json, "flaggedRows"),
                statistics(json.path("statistics")).orElse(null),
                histogram(json.path("histogram")).orElse(null));
    }

    private static Optional<Statistics> statistics(JsonNode json) {
        boolean complete = json.path("median").isNumber()
                && json.path("lowerFence").isNumber()
                && json.path("upperFence").isNumber();
        return complete
                ? Optional.of(new Statistics(
                        json.path("median").doubleValue(),
                        json.path("lowerFence").doubleValue(),
                        json.path("upperFence").doubleValue()))
                : Optional.empty();
    }

    private static Optional<Histogram> histogram(JsonNode json) {
        double from = json.path("from").asDouble(Double.NaN);
        double to = json.path("to").asDouble(Double.NaN);
        List<Long> counts = list(json.path("counts"), 100, JsonNode::asLong);
        return to > from && !counts.isEmpty()
                ? Optional.of(new Histogram(from, to, counts, whole(json, "below"), whole(json, "above")))
                : Optional.empty();
    }

    private static Example example(JsonNode json) {
        return new Example(
                whole(json, "row"),
                list(json.path("values"), MOST_VALUES, v -> abbreviate(v.asText())),
                list(json.path("findings"), MOST_VALUES, Report::finding));
    }

    private static Finding finding(JsonNode json) {
        JsonNode column = json.path("column");
        return new Finding(
                column.isTextual() ? column.textValue() : null, text(json, "reason"), text(json, "expected"));
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
