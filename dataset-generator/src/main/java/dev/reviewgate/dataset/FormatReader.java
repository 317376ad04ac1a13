package dev.reviewgate.dataset;

import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code dataset.source.format}: what the caller knows about the file, so that nobody needs to guess it. */
final class FormatReader {
    // Sorted, so that the message that lists them is always the same.
    private static final Map<String, Format.Kind> KINDS =
            new TreeMap<>(Map.of("csv", Format.Kind.CSV, "jsonl", Format.Kind.JSON_LINES));
    private static final Map<String, Character> DELIMITERS = FormatHints.delimiters()
            .chars()
            .mapToObj(c -> (char) c)
            .collect(Collectors.toMap(String::valueOf, c -> c, (a, b) -> a, TreeMap::new));

    /** What calls itself Latin-1 is read as windows-1252, as browsers do: it has letters where Latin-1 has controls. */
    private static final Map<String, Charset> CHARSETS = new TreeMap<>(Map.of(
            "UTF-8",
            StandardCharsets.UTF_8,
            "ISO-8859-1",
            FormatHints.WINDOWS_1252,
            "windows-1252",
            FormatHints.WINDOWS_1252));

    private FormatReader() {}

    static FormatHints read(Fields format) {
        format.allow("kind", "delimiter", "header", "charset", "decimalComma");
        var hints = new FormatHints(
                format.oneOf("kind", KINDS),
                format.oneOf("delimiter", DELIMITERS),
                format.flag("header"),
                format.oneOf("charset", CHARSETS),
                format.flag("decimalComma"));
        if (hints.kind() == Format.Kind.JSON_LINES) {
            for (var field : List.of("delimiter", "header", "decimalComma")) {
                format.refuse(field, "leave it out: JSON Lines have no such thing");
            }
            if (FormatHints.WINDOWS_1252.equals(hints.charset())) {
                format.refuse("charset", "JSON Lines are UTF-8");
            }
        } else if (Boolean.TRUE.equals(hints.decimalComma())
                && Character.valueOf(',').equals(hints.delimiter())) {
            format.refuse("decimalComma", "a comma cannot separate both fields and decimals");
        }
        return hints;
    }
}
