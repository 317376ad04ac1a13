package dev.reviewgate.dataset;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.reviewgate.dataset.rows.Values;
import dev.reviewgate.dataset.screening.ColumnType;
import dev.reviewgate.dataset.screening.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code dataset.columns}. A bound or a list of values says the type of a column whose type is not given. */
final class SchemaReader {
    private static final Map<String, ColumnType> TYPES = new TreeMap<>(Map.of(
            "number", ColumnType.NUMBER,
            "date", ColumnType.DATE,
            "boolean", ColumnType.BOOLEAN,
            "category", ColumnType.CATEGORY,
            "text", ColumnType.TEXT,
            "identifier", ColumnType.IDENTIFIER));

    private final Fields fields;

    private SchemaReader(Fields fields) {
        this.fields = fields;
    }

    static Schema read(Fields dataset) {
        var columns = new ArrayList<Schema.Declared>();
        var names = new HashSet<String>();
        for (var element : dataset.objects("columns", Limits.COLUMNS, "columns")) {
            var column = new SchemaReader(element).column();
            if (column.name().isEmpty()) {
                continue;
            }
            if (names.add(column.name())) {
                columns.add(column);
            } else {
                element.refuse("name", "declare each column once");
            }
        }
        return new Schema(columns);
    }

    private Schema.Declared column() {
        fields.allow("name", "type", "required", "min", "max", "allowed", "pattern", "unique", "personal");
        fields.required("name");
        var name = fields.text("name", Limits.COLUMN_NAME_CHARACTERS);
        var allowed = fields.texts("allowed", Limits.ALLOWED_VALUES, Limits.ALLOWED_CHARACTERS);
        var type = type(!allowed.isEmpty());
        if (!allowed.isEmpty()
                && (type == ColumnType.NUMBER || type == ColumnType.DATE || type == ColumnType.BOOLEAN)) {
            fields.refuse("allowed", "a list of values is for the types category, text and identifier");
        }
        var min = bound("min", type);
        var max = bound("max", type);
        if (min != null && max != null && min.value() > max.value()) {
            fields.refuse("max", "give no less than min, which is " + min.text());
        }
        return new Schema.Declared(
                name == null ? "" : name.strip(),
                type,
                fields.flag("required"),
                min,
                max,
                allowed.isEmpty() ? null : allowed,
                pattern(),
                fields.flag("unique"),
                fields.flag("personal"));
    }

    private @Nullable ColumnType type(boolean listed) {
        var type = fields.oneOf("type", TYPES);
        if (type != null || fields.value("type") != null) {
            return type;
        }
        for (var field : List.of("min", "max")) {
            var bound = fields.value(field);
            if (bound != null) {
                return bound.isNumber() ? ColumnType.NUMBER : ColumnType.DATE;
            }
        }
        return listed ? ColumnType.CATEGORY : null;
    }

    private Schema.@Nullable Bound bound(String field, @Nullable ColumnType type) {
        var value = fields.value(field);
        if (value == null) {
            return null;
        }
        if (type == ColumnType.NUMBER) {
            var number = value.isNumber() ? value.decimalValue().doubleValue() : Double.NaN;
            if (Math.abs(number) <= Values.LARGEST) {
                return new Schema.Bound(number, value.asText());
            }
            fields.refuse(field, "give a number from -1e300 to 1e300");
        } else if (type == ColumnType.DATE) {
            try {
                var day = LocalDate.parse(value.isTextual() ? value.textValue() : "");
                return new Schema.Bound(day.toEpochDay(), day.toString());
            } catch (DateTimeParseException e) {
                fields.refuse(field, "give a date such as \"2024-02-29\"");
            }
        } else if (type != null) {
            fields.refuse(field, "bounds are for the types number and date");
        }
        return null;
    }

    private @Nullable Pattern pattern() {
        var text = fields.text("pattern", Limits.PATTERN_CHARACTERS);
        if (text == null) {
            return null;
        }
        if (PatternSteps.of(text) > Limits.PATTERN_STEPS) {
            fields.refuse(
                    "pattern",
                    "give a regular expression of at most " + Limits.PATTERN_STEPS
                            + " steps when its repetitions are written out");
            return null;
        }
        try {
            return Pattern.compile(text, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            fields.refuse("pattern", "give a regular expression in RE2 syntax (" + e.getDescription() + ")");
            return null;
        }
    }
}
