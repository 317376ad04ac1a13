package dev.reviewgate.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows that a flagged.csv holds, with the checks and columns that it names for each. */
record FlaggedRows(Map<Long, String> reasons) {
    /** The number and the reasons of a row, whose fields hold no line ends. */
    private static final Pattern ROW = Pattern.compile("(\\d+),(?:\"((?:[^\"]|\"\")*)\"|([^,]*)),.*");

    static FlaggedRows read(Path file) throws IOException {
        var reasons = new TreeMap<Long, String>();
        try (var lines = Files.lines(file)) {
            lines.skip(1).forEach(line -> {
                var row = ROW.matcher(line);
                if (!row.matches()) {
                    throw new IllegalStateException(file.getFileName() + " has a line that is no flagged row");
                }
                var text = row.group(2) == null ? row.group(3) : row.group(2);
                reasons.put(Long.valueOf(row.group(1)), checks(text));
            });
        }
        return new FlaggedRows(reasons);
    }

    /** The checks and columns, without what follows them, which differs between contestants. */
    private static String checks(String reasons) {
        return Arrays.stream(reasons.split("; "))
                .map(reason -> reason.replaceAll("[:,].*", ""))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Fails if not exactly the same rows are flagged, for the same checks on the same columns. */
    void requireSameAs(FlaggedRows other, String who) {
        var differing = new TreeMap<Long, String>();
        reasons.forEach((row, reason) -> {
            var theirs = other.reasons.getOrDefault(row, "");
            if (!theirs.equals(reason)) {
                differing.put(row, reason + " | " + theirs);
            }
        });
        other.reasons.forEach((row, reason) -> {
            if (!reasons.containsKey(row)) {
                differing.put(row, " | " + reason);
            }
        });
        if (!differing.isEmpty()) {
            var some = differing.entrySet().stream().limit(10).toList();
            throw new IllegalStateException(
                    who + " flags otherwise " + differing.size() + " rows (row=ours | theirs): " + some);
        }
    }
}
