package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Masks what a report's example rows tell about people, before anything else reads them: pages and programs see the same.
 *
 * <p>A column is personal if the report says so, or else if its name does. In the other columns each value is looked at by
 * itself. What says nothing either way is text, and text is masked.
 */
final class PersonalData {
    private static final Pattern LIST = Pattern.compile("[,()]");

    private final List<Column> columns;

    private PersonalData(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** What decides about the values of one column. */
    private record Column(String name, String type, boolean isPersonal, boolean isCleared) {
        static Column of(JsonNode json) {
            String name = json.path("name").asText();
            JsonNode said = json.path("personal");
            boolean isPersonal = said.isBoolean() ? said.booleanValue() : PersonalNames.match(name);
            return new Column(name, json.path("type").asText(), isPersonal, said.isBoolean() && !said.booleanValue());
        }

        boolean masks(String value) {
            return !isCleared
                    && (isPersonal ? !PersonalValues.isPlaceholder(value) : PersonalValues.match(value, type));
        }

        /** Tells whether a list of usual values, in the brackets behind a sentence, names one that is masked. */
        boolean masksAny(String expected) {
            int list = expected.indexOf(" (");
            return list >= 0
                    && type.equals("CATEGORY")
                    && LIST.splitAsStream(expected.substring(list)).anyMatch(this::masks);
        }
    }

    static PersonalData of(JsonNode report) {
        List<Column> columns = new ArrayList<>();
        report.path("columns").forEach(column -> columns.add(Column.of(column)));
        return new PersonalData(columns);
    }

    /**
     * Returns a copy of the report in which values are masked. Its examples say which: {@code masked} holds the places in
     * {@code values}, and is true at a finding.
     */
    static JsonNode mask(JsonNode report) {
        JsonNode copy = report.deepCopy();
        PersonalData personal = of(copy);
        copy.path("examples").forEach(personal::maskExample);
        copy.path("columns").forEach(personal::maskColumn);
        return copy;
    }

    /** Tells whether anything was masked in a report. */
    static boolean isMasked(JsonNode report) {
        for (JsonNode example : report.path("examples")) {
            if (!example.path("masked").isEmpty()) {
                return true;
            }
            for (JsonNode finding : example.path("findings")) {
                if (finding.path("masked").asBoolean()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void maskExample(JsonNode example) {
        if (!(example instanceof ObjectNode row)) {
            return;
        }
        boolean isRagged = isRagged(row);
        boolean isShifted = isShifted(row);
        ArrayNode masked = row.arrayNode();
        if (row.path("values") instanceof ArrayNode values) {
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i).asText();
                if (isRagged ? masksSomewhere(value) : masks(i, value) || (isShifted && masksAsShifted(value))) {
                    values.set(i, Mask.of(value));
                    masked.add(i);
                }
            }
        }
        row.set("masked", masked);
        row.path("findings").forEach(finding -> maskFinding(finding, isRagged, isShifted));
    }

    /** A row with too many or too few fields: which of them belongs to which column is anybody's guess. */
    private boolean isRagged(JsonNode row) {
        for (JsonNode finding : row.path("findings")) {
            if (finding.path("reason").asText().equals("RAGGED_ROW")) {
                return true;
            }
        }
        return row.path("values").size() != columns.size();
    }

    /** A row in which several values cannot be read where they stand: they may have been written into each other's columns. */
    private static boolean isShifted(JsonNode row) {
        int unparsable = 0;
        for (JsonNode finding : row.path("findings")) {
            unparsable += finding.path("reason").asText().equals("UNPARSABLE") ? 1 : 0;
        }
        return unparsable > 1;
    }

    /** Numbers stay where the row was flagged for them; a birth date may stand under any other date. */
    private boolean masksAsShifted(String value) {
        return !PersonalValues.isNumber(value) && masksSomewhere(value);
    }

    private boolean masks(int column, String value) {
        return column < columns.size() ? columns.get(column).masks(value) : masksSomewhere(value);
    }

    /** Tells whether a value is masked that may belong to any column, or to none that is known. */
    private boolean masksSomewhere(String value) {
        return columns.isEmpty()
                ? PersonalValues.match(value, "TEXT")
                : columns.stream().anyMatch(column -> column.masks(value));
    }

    private void maskFinding(JsonNode json, boolean isRagged, boolean isShifted) {
        if (!(json instanceof ObjectNode finding) || !finding.path("column").isTextual()) {
            return;
        }
        String value = finding.path("value").asText();
        Optional<Column> column = column(finding.path("column").textValue());
        boolean masks = (isRagged || column.isEmpty())
                ? masksSomewhere(value)
                : column.get().masks(value);
        if (masks || (isShifted && masksAsShifted(value))) {
            finding.put("value", Mask.of(value));
            finding.put("masked", true);
            // A z-score beside its median is the value once more, and so may be a list of usual values.
            dropDetails(finding);
        } else if (column.filter(c -> c.masksAny(finding.path("expected").asText()))
                .isPresent()) {
            dropDetails(finding);
        }
    }

    private static void dropDetails(ObjectNode finding) {
        String expected = finding.path("expected").asText();
        int details = expected.indexOf(" (");
        finding.put("expected", details < 0 ? expected : expected.substring(0, details));
    }

    private Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Least and greatest, and each of a few values, are somebody's; people may be counted in any other column too. */
    private void maskColumn(JsonNode json) {
        if (!(json instanceof ObjectNode column)) {
            return;
        }
        Column known = Column.of(json);
        if (known.isPersonal() && column.path("statistics") instanceof ObjectNode statistics) {
            statistics.putNull("min").putNull("max");
        }
        for (JsonNode value : column.path("distribution").path("values")) {
            if (value instanceof ObjectNode counted
                    && (known.isPersonal() || known.masks(counted.path("value").asText()))) {
                counted.put("value", Mask.of(counted.path("value").asText()));
            }
        }
    }
}
