package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.screening.PartKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all calls for one dataset agree on.
 *
 * @param order the payload as it came, so that each call reads it the same way
 * @param source what is screened
 * @param format of all files; whether one of them is packed is found out part by part
 * @param columns of all files of CSV; those of the first lines of JSON Lines
 * @param header the bytes in front of the first row of each file of CSV
 * @param firstFile what the others are compared with
 * @param items the list of parts
 * @param keys how the identifiers of all parts are compared
 * @param plannedAt when, as an ISO instant
 */
@SuppressWarnings("ArrayRecordComponent")
public record Plan(
        Order order,
        Source source,
        Format format,
        List<String> columns,
        byte[] header,
        String firstFile,
        ObjectVersion items,
        int parts,
        long bytes,
        PartKeys keys,
        String plannedAt) {
    public Plan {
        requireNonNull(order, "order");
        requireNonNull(source, "source");
        requireNonNull(format, "format");
        columns = List.copyOf(columns);
        requireNonNull(header, "header");
        requireNonNull(firstFile, "firstFile");
        requireNonNull(items, "items");
        requireNonNull(keys, "keys");
        requireNonNull(plannedAt, "plannedAt");
    }

    /** The payload of the call that planned. */
    public record Order(JsonNode execution, JsonNode input) {}

    /** The files as people and reports name them: a key, or the prefix of several; no version where there are several. */
    public record Source(
            String bucket, String key, @Nullable String versionId) {}
}
