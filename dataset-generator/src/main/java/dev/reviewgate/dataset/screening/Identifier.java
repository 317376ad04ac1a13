package dev.reviewgate.dataset.screening;

import com.google.re2j.Pattern;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;

/** Finds the column that must be unique because of its name: the first one that is called like an identifier. */
final class Identifier {
    private static final int NONE = -1;

    /** {@code id}, {@code customer_id}, {@code customerId}. */
    private static final Pattern NAME = Pattern.compile("(?i:id)|.*_(?i:id)|.*[\\p{Ll}\\d]I[dD]");

    private Identifier() {}

    /** The index of the column, negative if there is none: where one is declared, and where names are made up. */
    static int of(DatasetFile file, Schema schema) {
        if (schema.declaresIdentifier() || hasNoNames(file.format())) {
            return NONE;
        }
        var names = file.columns();
        for (var i = 0; i < names.size(); i++) {
            if (NAME.matches(names.get(i))) {
                var declared = schema.column(names.get(i));
                return declared == null || declared.type() == null ? i : NONE;
            }
        }
        return NONE;
    }

    private static boolean hasNoNames(Format format) {
        return format.kind() == Format.Kind.CSV && !format.header();
    }
}
