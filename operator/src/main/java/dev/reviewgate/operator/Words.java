package dev.reviewgate.operator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Says lengths of time, sizes and moments as people do, and texts from elsewhere so that a terminal only shows them. */
final class Words {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** Returns seconds in their two largest units, such as {@code 23 h 59 min}. */
    static String length(long seconds) {
        Duration duration = Duration.ofSeconds(Math.max(0, seconds));
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        if (duration.toDays() < 1) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return two(duration.toDays(), duration.toDays() == 1 ? "day" : "days", duration.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        BigDecimal left = BigDecimal.valueOf(bytes);
        String unit = "";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (left.compareTo(BigDecimal.valueOf(1000)) < 0) {
                break;
            }
            left = left.movePointLeft(3);
            unit = next;
        }
        return left.setScale(1, RoundingMode.HALF_UP).toPlainString() + " " + unit;
    }

    /** Returns a moment in UTC to the minute; what is no moment comes back as it is. */
    @SuppressWarnings("UnusedException")
    static String moment(String instant) {
        try {
            return UTC.format(Instant.parse(instant));
        } catch (DateTimeParseException e) {
            return plain(instant);
        }
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Takes control and formatting characters out: whoever writes a subject must not steer an operator's terminal. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
