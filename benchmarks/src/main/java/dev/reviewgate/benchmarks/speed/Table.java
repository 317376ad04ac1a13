package dev.reviewgate.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs as Markdown. */
final class Table {
    private Table() {}

    /** One line for each contestant, beside the one whose name is given. */
    static String of(String title, List<Runs> contestants, String beside) {
        var reference = contestants.stream()
                .filter(runs -> runs.name().equals(beside))
                .findFirst()
                .orElseThrow();
        var lines = new ArrayList<String>();
        lines.add("| " + title + " | rows | M rows/s (least to most) | × " + beside + " | processor seconds | × "
                + beside + " | peak memory |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        for (var runs : contestants) {
            lines.add(format(
                    "| %s | %,d | %.2f (%.2f to %.2f) | %.2f | %.2f | %.2f | %,.0f MB |",
                    runs.name(),
                    runs.rows(),
                    runs.perSecond("seconds"),
                    runs.rows() / runs.most("seconds") / 1e6,
                    runs.rows() / runs.least("seconds") / 1e6,
                    runs.perSecond("seconds") / reference.perSecond("seconds"),
                    runs.median("processorSeconds"),
                    runs.perSecond("processorSeconds") / reference.perSecond("processorSeconds"),
                    runs.median("rssKib") / 1024));
        }
        return String.join("\n", lines) + "\n";
    }

    static String memory(List<Runs> sizes) {
        var lines = new ArrayList<String>();
        lines.add("| Everything in one go, -Xmx128m | largest heap after a collection | peak memory of the process |");
        lines.add("|---|--:|--:|");
        for (var runs : sizes) {
            lines.add(format(
                    "| %,d rows | %,.0f MB | %,.0f MB |",
                    runs.rows(), runs.median("heapKib") / 1024, runs.median("rssKib") / 1024));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
