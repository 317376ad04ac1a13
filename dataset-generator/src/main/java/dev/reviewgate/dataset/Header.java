package dev.reviewgate.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The column names of a file. */
record Header(List<String> names) {
    static final int MAX_COLUMNS = 1_000;
    private static final int MAX_NAME = 128;

    /** {@code id}, {@code customer_id}, {@code customerId}. */
    private static final Pattern IDENTIFIER = Pattern.compile("(?i:id)|.*_(?i:id)|.*[\\p{Ll}\\d]I[dD]");

    Header {
        names = List.copyOf(names);
    }

    static Header of(Row row) {
        if (row.fieldCount() > MAX_COLUMNS) {
            throw InvalidDataset.at(
                    row.line(), row.fieldCount() + " columns are not allowed; give at most " + MAX_COLUMNS);
        }
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var i = 0; i < row.fieldCount(); i++) {
            var name = nameAt(row, i);
            if (!seen.add(name)) {
                throw InvalidDataset.at(
                        row.line(), i + 1, "the column name '" + name + "' is there twice; give each its own");
            }
            names.add(name);
        }
        refuseOtherSeparators(row, names);
        return new Header(names);
    }

    private static String nameAt(Row row, int index) {
        var name = row.field(index).strip();
        if (name.isEmpty()) {
            throw InvalidDataset.at(row.line(), index + 1, "the column has no name; give each column one");
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw InvalidDataset.at(
                    row.line(),
                    index + 1,
                    "the column name is not allowed; give 1 to " + MAX_NAME + " characters without control characters");
        }
        return name;
    }

    private static void refuseOtherSeparators(Row row, List<String> names) {
        if (names.size() == 1 && (names.get(0).contains(";") || names.get(0).contains("\t"))) {
            throw InvalidDataset.at(row.line(), 1, "there is one column only; separate the fields by commas");
        }
    }

    int size() {
        return names.size();
    }

    /** The column that must be unique: the first one named like an identifier. */
    OptionalInt identifier() {
        for (var i = 0; i < names.size(); i++) {
            if (IDENTIFIER.matcher(names.get(i)).matches()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
