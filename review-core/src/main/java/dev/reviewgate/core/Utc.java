package dev.reviewgate.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes moments as all messages and pages do, for readers in any time zone. */
public final class Utc {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Utc() {}

    /** Returns a moment in a form that sorts, such as {@code 2026-03-04 09:00 UTC}. */
    public static String minutes(Instant moment) {
        return MINUTES.format(moment);
    }
}
