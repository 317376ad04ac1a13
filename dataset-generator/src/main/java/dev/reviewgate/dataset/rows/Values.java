package dev.reviewgate.dataset.rows;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What part of an array may be read as, straight from the bytes and the same in every locale. ASCII white space around a
 * value does not matter, save in {@link #text}.
 */
public final class Values {
    /** What {@link #epochDay} answers if there is no date. */
    public static final long NO_DATE = Long.MIN_VALUE;

    /** The largest number; it keeps every difference and fence of two numbers finite. */
    public static final double LARGEST = 1e300;

    /** Whole numbers up to here are doubles, and so are the powers of ten up to the 22nd. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** So few bytes hold no more digits than a double does. */
    private static final int MOST_SHORT_BYTES = 15;

    /** Eighteen digits fit a long, whichever they are. */
    private static final int MOST_DIGITS = 18;

    /** The letter, a sign and two digits say any exponent that is a double's power of ten, if no zeros stand in front. */
    private static final int MOST_EXPONENT_BYTES = 4;

    private static final int NOT_THERE = -1;

    private Values() {}

    /** Whether there is nothing but white space. */
    public static boolean isMissing(byte[] b, int from, int to) {
        return skipSpace(b, from, to) == to;
    }

    /** Whether it is a word for "no value" that programs write; a value in a column of texts, none in others. */
    public static boolean isNullWord(byte[] b, int from, int to) {
        var start = skipSpace(b, from, to);
        var end = skipSpaceBack(b, start, to);
        return switch (end - start) {
            case 1 -> b[start] == '-';
            case 2 -> is(b, start, "NA") || is(b, start, "\\N");
            case 3 -> is(b, start, "N/A") || is(b, start, "NaN") || is(b, start, "nan");
            case 4 -> is(b, start, "NULL") || is(b, start, "null") || is(b, start, "None");
            default -> false;
        };
    }

    private static boolean is(byte[] b, int start, String word) {
        for (var i = 0; i < word.length(); i++) {
            if (b[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A decimal number such as {@code -12}, {@code 3.50} or {@code 1e-3}; NaN if it is none, or beyond 1e300. With a decimal
     * comma, a point is no part of a number. Equal to {@link Double#parseDouble}, but for -0.0, which is 0.0: where the
     * digits and the power of ten are doubles themselves, one rounding gives the nearest (Clinger, How to read floating
     * point numbers accurately, 1990); otherwise a general parser is asked.
     */
    public static double number(byte[] b, int from, int to, boolean decimalComma) {
        return to - from <= MOST_SHORT_BYTES
                ? shortNumber(b, from, to, decimalComma)
                : anyNumber(b, from, to, decimalComma);
    }

    /** Digits with a point among them or not, which is how most numbers are written; anything else is left to the other. */
    private static double shortNumber(byte[] b, int from, int to, boolean decimalComma) {
        var point = decimalComma ? ',' : '.';
        var negative = from < to && b[from] == '-';
        var start = negative ? from + 1 : from;
        var pointAt = to;
        var digits = 0L;
        for (var at = start; at < to; at++) {
            var digit = b[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (b[at] == point && pointAt == to) {
                pointAt = at;
            } else {
                return anyNumber(b, from, to, decimalComma);
            }
        }
        var fraction = Math.max(0, to - pointAt - 1);
        if (to - start - (pointAt < to ? 1 : 0) == 0) {
            return Double.NaN;
        }
        var value = fraction == 0 ? (double) digits : digits / POWERS_OF_TEN[fraction];
        return negative ? 0.0 - value : value;
    }

    private static double anyNumber(byte[] b, int from, int to, boolean decimalComma) {
        var start = skipSpace(b, from, to);
        var end = skipSpaceBack(b, start, to);
        var point = decimalComma ? ',' : '.';
        var digits = start < end && (b[start] == '-' || b[start] == '+') ? start + 1 : start;
        var digitsEnd = mantissaEnd(b, digits, end, point);
        if (digitsEnd == NOT_THERE || !(digitsEnd == end || isExponent(b, digitsEnd, end))) {
            return Double.NaN;
        }
        var magnitude = exactly(b, digits, digitsEnd, end, point);
        if (Double.isNaN(magnitude)) {
            magnitude = nearest(b, digits, end, decimalComma);
        }
        if (magnitude > LARGEST) {
            return Double.NaN;
        }
        // From zero, so that there is no -0.0.
        return b[start] == '-' ? 0.0 - magnitude : magnitude;
    }

    /** Where the digits end that a number starts with, a point among them or not; NOT_THERE if there is no digit. */
    private static int mantissaEnd(byte[] b, int from, int to, int point) {
        var whole = skipDigits(b, from, to);
        if (whole == to || b[whole] != point) {
            return whole == from ? NOT_THERE : whole;
        }
        var end = skipDigits(b, whole + 1, to);
        return end - from == 1 ? NOT_THERE : end;
    }

    private static boolean isExponent(byte[] b, int from, int to) {
        var at = from + 1;
        if (at < to && (b[at] == '-' || b[at] == '+')) {
            at++;
        }
        return (b[from] | 0x20) == 'e' && at < to && areDigits(b, at, to);
    }

    private static int skipDigits(byte[] b, int from, int to) {
        var at = from;
        while (at < to && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        return at;
    }

    /** The number whose digits and whose power of ten are both doubles; NaN if one of them may be none. */
    private static double exactly(byte[] b, int from, int digitsEnd, int to, int point) {
        if (digitsEnd - from > MOST_DIGITS || to - digitsEnd > MOST_EXPONENT_BYTES) {
            return Double.NaN;
        }
        var digits = 0L;
        var exponent = 0;
        for (var at = from; at < digitsEnd; at++) {
            if (b[at] == point) {
                exponent = at + 1 - digitsEnd;
            } else {
                digits = 10 * digits + b[at] - '0';
            }
        }
        if (digitsEnd < to) {
            exponent += Integer.parseInt(text(b, digitsEnd + 1, to, StandardCharsets.ISO_8859_1));
        }
        if (digits > EXACT || Math.abs(exponent) >= POWERS_OF_TEN.length) {
            return Double.NaN;
        }
        return exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
    }

    /** Any other number: Jackson's parser (Lemire, Number parsing at a gigabyte per second, 2021) takes a fifth of the JDK's time. */
    private static double nearest(byte[] b, int from, int to, boolean decimalComma) {
        var text = new char[to - from];
        for (var i = 0; i < text.length; i++) {
            var c = b[from + i];
            text[i] = decimalComma && c == ',' ? '.' : (char) c;
        }
        return NumberInput.parseDouble(text, 0, text.length, true);
    }

    /**
     * A real calendar day from year 1 on as {@code 2024-02-29}, in days since 1970-01-01, with a time of day behind it or
     * not ({@code T12:30}, {@code  12:30:05.123}, then {@code Z} or {@code +01:00}); {@link #NO_DATE} if there is none.
     */
    public static long epochDay(byte[] b, int from, int to) {
        var start = skipSpace(b, from, to);
        if (to - start < 10 || b[start + 4] != '-' || b[start + 7] != '-') {
            return NO_DATE;
        }
        var year = 100 * twoDigits(b, start) + twoDigits(b, start + 2);
        var month = twoDigits(b, start + 5);
        var day = twoDigits(b, start + 8);
        // A pair that is no number makes the year negative, or the month or day.
        if (twoDigits(b, start) < 0 || twoDigits(b, start + 2) < 0 || year < 1 || month < 1 || month > 12 || day < 1) {
            return NO_DATE;
        }
        if (day > daysOf(year, month)) {
            return NO_DATE;
        }
        var end = skipSpaceBack(b, start + 10, to);
        return end == start + 10 || isTime(b, start + 10, end) ? epochDay(year, month, day) : NO_DATE;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Howard Hinnant, chrono-compatible low-level date algorithms: years that start in March have their odd day last. */
    private static long epochDay(int year, int month, int day) {
        var y = month <= 2 ? year - 1 : year;
        var era = y / 400;
        var yearOfEra = y - 400 * era;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var dayOfEra = 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return 146_097L * era + dayOfEra - 719_468;
    }

    /** The number that two digits make; negative if they are none. */
    private static int twoDigits(byte[] b, int at) {
        var tens = b[at] - '0';
        var ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
    }

    private static boolean isTime(byte[] b, int from, int to) {
        var end = offsetStart(b, from, to);
        if ((b[from] != 'T' && b[from] != ' ') || end - from < 6 || b[from + 3] != ':') {
            return false;
        }
        if (!isBetween(twoDigits(b, from + 1), 23) || !isBetween(twoDigits(b, from + 4), 59)) {
            return false;
        }
        if (end - from == 6) {
            return true;
        }
        if (end - from < 9 || b[from + 6] != ':' || !isBetween(twoDigits(b, from + 7), 59)) {
            return false;
        }
        return end - from == 9 || (b[from + 9] == '.' && end - from <= 19 && areDigits(b, from + 10, end));
    }

    private static boolean isBetween(int value, int largest) {
        return value >= 0 && value <= largest;
    }

    private static boolean areDigits(byte[] b, int from, int to) {
        for (var i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Where {@code Z}, {@code +0100} or {@code +01:00} starts; the end if there is none. */
    private static int offsetStart(byte[] b, int from, int to) {
        if (b[to - 1] == 'Z') {
            return to - 1;
        }
        for (var size = 5; size <= 6; size++) {
            var at = to - size;
            if (at > from
                    && (b[at] == '+' || b[at] == '-')
                    && areDigits(b, at + 1, at + 3)
                    && (size == 5 || b[at + 3] == ':')
                    && areDigits(b, to - 2, to)) {
                return at;
            }
        }
        return to;
    }

    /** 1 for true, yes, t and y, 0 for false, no, f and n, in any case; otherwise -1, also for 0 and 1, which are numbers. */
    public static int bool(byte[] b, int from, int to) {
        var start = skipSpace(b, from, to);
        var end = skipSpaceBack(b, start, to);
        return switch (end - start) {
            case 1 -> isLetter(b[start], 't', 'y') ? 1 : isLetter(b[start], 'f', 'n') ? 0 : -1;
            case 2 -> isWord(b, start, "no") ? 0 : -1;
            case 3 -> isWord(b, start, "yes") ? 1 : -1;
            case 4 -> isWord(b, start, "true") ? 1 : -1;
            case 5 -> isWord(b, start, "false") ? 0 : -1;
            default -> -1;
        };
    }

    private static boolean isLetter(byte c, char one, char other) {
        var lowerCase = c | 0x20;
        return lowerCase == one || lowerCase == other;
    }

    private static boolean isWord(byte[] b, int start, String lowerCase) {
        for (var i = 0; i < lowerCase.length(); i++) {
            if ((b[start + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text as it stands, white space around it included. */
    public static String text(byte[] b, int from, int to, Charset charset) {
        return new String(b, from, to - from, charset);
    }

    /** Whether the bytes are UTF-8 as Unicode defines it: shortest form, no surrogates, nothing above U+10FFFF. */
    public static boolean isValidUtf8(byte[] b, int from, int to) {
        return Encoding.isValidUtf8(b, from, to);
    }

    /** Whether the text shows that it was once read or written in another charset than its own. */
    public static boolean looksDamaged(byte[] b, int from, int to, Charset charset) {
        return Encoding.looksDamaged(b, from, to, charset);
    }

    /** Where the white space at {@code from} ends. */
    public static int skipSpace(byte[] b, int from, int to) {
        var at = from;
        while (at < to && isSpace(b[at])) {
            at++;
        }
        return at;
    }

    /** Where the white space in front of {@code to} starts. */
    public static int skipSpaceBack(byte[] b, int from, int to) {
        var at = to;
        while (at > from && isSpace(b[at - 1])) {
            at--;
        }
        return at;
    }

    /** The white space of {@link Character#isWhitespace} that is ASCII. */
    private static boolean isSpace(byte c) {
        return c <= ' ' && c > 0 && (c == ' ' || (c <= '\r' && c >= '\t') || c >= 0x1C);
    }
}
