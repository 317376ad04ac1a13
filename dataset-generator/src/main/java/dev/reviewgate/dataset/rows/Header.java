package dev.reviewgate.dataset.rows;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads column names. */
final class Header {
    private static final int MAX_NAME = 128;

    private Header() {}

    /** The names in the cursor's row; throws {@link UnreadableFile} if they are not names of columns. */
    static List<String> read(RowCursor row, Charset charset) {
        Opening.refuseTooManyColumns(row.line(), row.fieldCount());
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var i = 0; i < row.fieldCount(); i++) {
            var name = Values.text(row.content(), row.start(i), row.end(i), charset)
                    .strip();
            check(name, row.line(), i + 1);
            if (!seen.add(name)) {
                throw UnreadableFile.at(
                        row.line(), i + 1, "the column name '" + name + "' is there twice; give each its own");
            }
            names.add(name);
        }
        return names;
    }

    static void check(String name, long line, int column) {
        if (name.isBlank()) {
            throw UnreadableFile.at(line, column, "the column has no name; give each column one");
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw UnreadableFile.at(
                    line,
                    column,
                    "the column name is not allowed; give 1 to " + MAX_NAME + " characters without control characters");
        }
    }
}
