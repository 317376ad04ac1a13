package dev.reviewgate.benchmarks.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import dev.reviewgate.dataset.screening.ColumnType;
import dev.reviewgate.dataset.screening.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a list of columns as the execution input's {@code dataset.columns} has it. */
final class DeclaredColumns {
    private DeclaredColumns() {}

    static Schema read(Path file) throws IOException {
        var columns = new ArrayList<Schema.Declared>();
        for (var column : new ObjectMapper().readTree(file.toFile())) {
            columns.add(new Schema.Declared(
                    column.required("name").asText(),
                    ColumnType.valueOf(column.required("type").asText().toUpperCase(Locale.ROOT)),
                    column.required("required").asBoolean(),
                    bound(column.get("min")),
                    bound(column.get("max")),
                    allowed(column.get("allowed")),
                    column.has("pattern")
                            ? Pattern.compile(column.get("pattern").asText(), Pattern.DOTALL)
                            : null,
                    null,
                    null));
        }
        return new Schema(columns);
    }

    private static Schema.@Nullable Bound bound(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return value.isNumber()
                ? new Schema.Bound(value.doubleValue(), value.asText())
                : new Schema.Bound(LocalDate.parse(value.asText()).toEpochDay(), value.asText());
    }

    private static @Nullable List<String> allowed(@Nullable JsonNode values) {
        if (values == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
