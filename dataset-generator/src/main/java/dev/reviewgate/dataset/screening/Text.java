package dev.reviewgate.dataset.screening;

import java.math.BigDecimal;
import java.math.MathContext;

/** Text for people: short, and the same in every locale. */
public final class Text {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Text() {}

    /** Cuts to {@code max} UTF-16 units, the ellipsis included, and never through a surrogate pair. */
    public static String shorten(String text, int max) {
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
    public static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "beyond 1e308" : "beyond -1e308";
        }
        var rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) <= 12 ? rounded.toPlainString() : rounded.toString();
    }

    /** A score with one digit behind the point, or without where it is large. */
    public static String score(double value) {
        if (!(Math.abs(value) < 1_000)) {
            return number(value);
        }
        // Each outlier has a score, so there are many of them to write.
        var tenths = Math.round(value * 10);
        var digits = Math.abs(tenths);
        return (tenths < 0 ? "-" : "") + digits / 10 + (digits % 10 == 0 ? "" : "." + digits % 10);
    }

    /** A whole number with thousands separated by commas. */
    public static String count(long value) {
        var digits = new StringBuilder(Long.toString(value));
        var first = value < 0 ? 1 : 0;
        for (var i = digits.length() - 3; i > first; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }
}
