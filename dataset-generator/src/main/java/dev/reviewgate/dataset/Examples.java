package dev.reviewgate.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the rows to show: at most 20 of however many, in which every reason and many columns are seen. */
final class Examples {
    static final int MAX = 20;
    private static final int PER_COLUMN_AND_REASON = 3;

    private final Map<Reason, Deque<Report.Example>> byReason = new EnumMap<>(Reason.class);
    private final Map<ColumnReason, Integer> kept = new HashMap<>();
    private final List<Report.Example> first = new ArrayList<>();

    void offer(Row row, long number, List<Finding> findings) {
        Report.@Nullable Example example = null;
        if (first.size() < MAX) {
            example = example(row, number, findings);
            first.add(example);
        }
        for (var finding : findings) {
            if (isWanted(finding)) {
                example = example == null ? example(row, number, findings) : example;
                byReason.computeIfAbsent(finding.reason(), reason -> new ArrayDeque<>())
                        .add(example);
            }
        }
    }

    private boolean isWanted(Finding finding) {
        var examples = byReason.get(finding.reason());
        if (examples != null && examples.size() == MAX) {
            return false;
        }
        return kept.merge(new ColumnReason(finding.column(), finding.reason()), 1, Integer::sum)
                <= PER_COLUMN_AND_REASON;
    }

    /** The chosen rows, in the order of the file. */
    List<Report.Example> choose() {
        var chosen = new LinkedHashSet<Report.Example>();
        while (chosen.size() < MAX && takeOneOfEachReason(chosen)) {}
        for (var example : first) {
            if (chosen.size() < MAX) {
                chosen.add(example);
            }
        }
        return chosen.stream()
                .sorted(Comparator.comparingLong(Report.Example::row))
                .toList();
    }

    private boolean takeOneOfEachReason(Set<Report.Example> chosen) {
        var left = false;
        for (var examples : byReason.values()) {
            var next = examples.poll();
            if (next != null && chosen.size() < MAX) {
                chosen.add(next);
                left = true;
            }
        }
        return left;
    }

    private static Report.Example example(Row row, long number, List<Finding> findings) {
        var values = new ArrayList<String>();
        for (var i = 0; i < row.fieldCount() && i < Header.MAX_COLUMNS; i++) {
            values.add(Text.shorten(row.field(i), Finding.VALUE_CHARACTERS));
        }
        return new Report.Example(number + 1, values, findings);
    }

    private record ColumnReason(@Nullable String column, Reason reason) {}
}
