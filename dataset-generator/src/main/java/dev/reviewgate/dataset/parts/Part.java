package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The rows that one call screens: a whole file, or the range of bytes [from, to) of one that is cut.
 *
 * @param number from 1, in the order of the dataset
 */
public record Part(int number, SourceFile file, long from, long to) {
    public Part {
        requireNonNull(file, "file");
        if (number < 1 || from < 0 || to <= from || to > file.bytes()) {
            throw new IllegalArgumentException(
                    "part " + number + " of " + from + " to " + to + " is no part of " + file.bytes() + " bytes");
        }
    }

    @JsonIgnore
    boolean isWholeFile() {
        return from == 0 && to == file.bytes();
    }

    /** The name of the part's files, without an ending. */
    String name() {
        return String.format("part-%05d", number);
    }

    /** What people are told: the file, and of one that is cut also which bytes. */
    String where() {
        return isWholeFile() ? file.name() : file.name() + ", bytes " + from + " to " + (to - 1);
    }
}
