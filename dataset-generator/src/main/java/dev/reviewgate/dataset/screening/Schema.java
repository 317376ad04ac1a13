package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is declared about the columns of a dataset; what is left open is inferred from the values. */
public record Schema(List<Declared> columns) {
    public static final Schema NONE = new Schema(List.of());

    public Schema {
        columns = List.copyOf(columns);
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("column '" + column.name() + "' is declared twice");
            }
        }
    }

    @Nullable
    Declared column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean declaresIdentifier() {
        return columns.stream().anyMatch(column -> column.type() == ColumnType.IDENTIFIER);
    }

    /** One column; null is what nothing is said about. */
    public record Declared(
            String name,
            @Nullable ColumnType type,
            @Nullable Boolean required,
            @Nullable Bound min,
            @Nullable Bound max,
            @Nullable List<String> allowed,
            @Nullable Pattern pattern,
            @Nullable Boolean unique,
            @Nullable Boolean personal) {
        public Declared {
            requireNonNull(name, "name");
            allowed = allowed == null ? null : List.copyOf(allowed);
        }

        /** Only the name and the type. */
        public static Declared of(String name, ColumnType type) {
            return new Declared(name, type, null, null, null, null, null, null, null);
        }
    }

    /** An inclusive bound: a number, or a date as days since 1970-01-01; the text is what people are told. */
    public record Bound(double value, String text) {
        public Bound {
            requireNonNull(text, "text");
        }
    }
}
