package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Text;
import java.util.Locale;

/** Numbers as people read them, the same on every machine. */
final class Figures {
    private Figures() {}

    static String whole(long number) {
        return Text.count(number);
    }

    /** At most six significant digits, thousands separated where there are ten of them or more. */
    static String decimal(double number) {
        String text = Text.number(number);
        int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        String whole = text.substring(0, point);
        return whole.matches("-?\\d{5,18}") ? Text.count(Long.parseLong(whole)) + text.substring(point) : text;
    }

    /** A share in percent; what is more than nothing is never called nothing. */
    static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.2f", share * 100);
        return (share > 0 && text.equals("0.00") ? "under 0.01" : text) + " %";
    }

    /** A threshold as somebody wrote it: 6 %, not 6.00 %. */
    static String shortPercent(double share) {
        return Text.number(Math.rint(share * 1e6) / 1e4) + " %";
    }

    static String index(double shift) {
        return String.format(Locale.ROOT, shift < 0.1 ? "%.3f" : "%.2f", shift);
    }

    /** A length in a drawing, to a tenth of a unit. */
    static String length(double length) {
        return Double.toString(Math.rint(length * 10) / 10);
    }

    /** {@code 1 row}, {@code 1,200 rows}. */
    static String counted(long count, String one, String more) {
        return whole(count) + " " + (count == 1 ? one : more);
    }
}
