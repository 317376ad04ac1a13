package dev.reviewgate.dataset.screening;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** A text that names a whole delivery, such as {@code 2026-W46}. */
final class Label {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private Label() {}

    /** Whether both differ in their numbers alone, and the first one that differs has grown. */
    static boolean follows(String last, String next) {
        if (!NUMBER.matcher(last).replaceAll("0").equals(NUMBER.matcher(next).replaceAll("0"))) {
            return false;
        }
        var then = NUMBER.matcher(last);
        var now = NUMBER.matcher(next);
        while (then.find() && now.find()) {
            var order = new BigInteger(now.group()).compareTo(new BigInteger(then.group()));
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }
}
