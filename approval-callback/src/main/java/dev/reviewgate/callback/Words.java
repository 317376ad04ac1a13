package dev.reviewgate.callback;

import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Utc;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts times, numbers and sizes as people read them, the same on every machine. */
final class Words {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Words() {}

    static String time(Instant instant) {
        return Utc.minutes(instant);
    }

    /** Says a time that somebody else wrote down; what is none is said as it stands. */
    static String time(String instant) {
        try {
            return time(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    /** Says how it is known who somebody is. */
    static String known(Reviewer reviewer) {
        return switch (reviewer.via()) {
            case Reviewer.SLACK -> reviewer.verified() ? "verified in Slack" : "in Slack";
            case Reviewer.IAM -> reviewer.verified() ? "verified by AWS" : "by AWS";
            default -> reviewer.verified() ? "known" : "by link, as typed";
        };
    }

    /** Returns {@code Anna}, {@code Anna and Ben}, or {@code Anna, Ben and Chloe}. */
    static String and(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a number with about four significant digits, without zeros at its end, such as 171.2 or 0.08. */
    static String decimal(double number) {
        if (Math.abs(number) >= 1e15) {
            return String.format(Locale.ROOT, "%.3g", number);
        }
        double size = Math.abs(number);
        int places = size >= 100 ? 1 : size >= 1 ? 2 : 4;
        String text = String.format(Locale.ROOT, "%,." + places + "f", number).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? whole(bytes) + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
