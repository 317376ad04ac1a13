package dev.reviewgate.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** What a field's text may be read as, the same in every locale. */
final class Values {
    /** Keeps every difference and fence of two numbers finite. */
    private static final double LARGEST = 1e300;

    private static final int DATE_LENGTH = 10;

    private Values() {}

    static boolean isMissing(String text) {
        return text.isBlank();
    }

    /** A decimal number such as {@code -12}, {@code 3.50} or {@code 1e-3}; NaN if it is none. */
    static double number(String text) {
        var stripped = text.strip();
        if (!looksLikeNumber(stripped)) {
            return Double.NaN;
        }
        var value = Double.parseDouble(stripped);
        // Adding zero makes -0.0 and 0.0 one value.
        return Math.abs(value) <= LARGEST ? value + 0.0 : Double.NaN;
    }

    /** Narrower than {@link Double#parseDouble}, which also takes {@code 0x1p3}, {@code 1d} and {@code Infinity}. */
    private static boolean looksLikeNumber(String text) {
        var end = text.length();
        var i = skipSign(text, 0);
        var whole = skipDigits(text, i);
        var digits = whole - i;
        i = whole;
        if (i < end && text.charAt(i) == '.') {
            var fraction = skipDigits(text, i + 1);
            digits += fraction - i - 1;
            i = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (i < end && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            var from = skipSign(text, i + 1);
            i = skipDigits(text, from);
            if (i == from) {
                return false;
            }
        }
        return i == end;
    }

    private static int skipSign(String text, int from) {
        return from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+') ? from + 1 : from;
    }

    private static int skipDigits(String text, int from) {
        var i = from;
        while (i < text.length() && isDigit(text, i)) {
            i++;
        }
        return i;
    }

    /** A real calendar day from year 1 on as {@code 2024-02-29}, with a time of day behind it or not. */
    static boolean isDate(String text) {
        var stripped = text.strip();
        if (!startsLikeDate(stripped) || stripped.startsWith("0000")) {
            return false;
        }
        try {
            LocalDate.of(
                    Integer.parseInt(stripped, 0, 4, 10),
                    Integer.parseInt(stripped, 5, 7, 10),
                    Integer.parseInt(stripped, 8, DATE_LENGTH, 10));
            return stripped.length() == DATE_LENGTH || isTime(stripped.substring(DATE_LENGTH));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean startsLikeDate(String text) {
        if (text.length() < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        for (var i = 0; i < DATE_LENGTH; i++) {
            if (i != 4 && i != 7 && !isDigit(text, i)) {
                return false;
            }
        }
        return true;
    }

    /** {@code T12:30}, {@code  12:30:05.123}, with {@code Z} or {@code +01:00} behind it or not. */
    private static boolean isTime(String text) {
        if (text.charAt(0) != 'T' && text.charAt(0) != ' ') {
            return false;
        }
        LocalTime.parse(text.substring(1).replaceFirst("(Z|[+-]\\d{2}:?\\d{2})$", ""));
        return true;
    }

    private static boolean isDigit(String text, int index) {
        var c = text.charAt(index);
        return c >= '0' && c <= '9';
    }
}
