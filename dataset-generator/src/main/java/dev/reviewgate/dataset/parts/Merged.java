package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is known once all parts were profiled.
 *
 * @param rows of each part, in the order of the dataset
 * @param sketch of the whole dataset, in the same shape as those of the parts
 * @param groups of hash partitions, none if no column has to be unique
 */
public record Merged(List<Long> rows, ObjectVersion sketch, List<KeyGroup> groups) {
    public Merged {
        rows = List.copyOf(rows);
        requireNonNull(sketch, "sketch");
        groups = List.copyOf(groups);
    }

    /** How many rows the parts before have. */
    long firstRow(int part) {
        return rows.subList(0, part - 1).stream().mapToLong(Long::longValue).sum();
    }

    long[] firstRows() {
        var first = new long[rows.size() + 1];
        for (var i = 0; i < rows.size(); i++) {
            first[i + 1] = first[i] + rows.get(i);
        }
        return first;
    }
}
