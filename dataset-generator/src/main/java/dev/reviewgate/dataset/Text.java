package dev.reviewgate.dataset;

import java.math.BigDecimal;
import java.math.MathContext;

/** Text for people: short, and the same in every locale. */
final class Text {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Text() {}

    /** Cuts to {@code max} UTF-16 units, the ellipsis included, and never through a surrogate pair. */
    static String shorten(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var end = max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** A number with at most six significant digits. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "beyond 1e308" : "beyond -1e308";
        }
        var rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) <= 12 ? rounded.toPlainString() : rounded.toString();
    }

    /** A score with one digit behind the point, or without where it is large. */
    static String score(double value) {
        return Math.abs(value) < 1_000 ? number(Math.round(value * 10) / 10.0) : number(value);
    }

    /** A whole number with thousands separated by commas. */
    static String count(long value) {
        var digits = new StringBuilder(Long.toString(value));
        var first = value < 0 ? 1 : 0;
        for (var i = digits.length() - 3; i > first; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }
}
