package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

/**
 * Hash partitions of the keys of one column, compared by one call.
 *
 * @param number from 1
 * @param records how many keys all parts have in them
 */
public record KeyGroup(int number, String column, long records) {
    public KeyGroup {
        requireNonNull(column, "column");
    }
}
