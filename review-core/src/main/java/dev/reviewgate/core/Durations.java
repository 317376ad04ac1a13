package dev.reviewgate.core;

import java.time.Duration;

/** Says how long something lasts as people do. */
public final class Durations {
    private static final int HOURS_SAID_AS_HOURS = 48;

    private Durations() {}

    /**
     * Returns a length of time in its two largest units, such as {@code 23 h 59 min}; a negative one is none. From an hour on
     * it is the nearest minute, so that a message that took a second to send does not say {@code 47 h 59 min} for two days.
     */
    public static String words(Duration exact) {
        Duration duration = exact.toHours() < 1 ? exact : exact.plusSeconds(30);
        if (duration.isNegative()) {
            return "0 s";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < HOURS_SAID_AS_HOURS
                ? two(duration.toHours(), "h", duration.toMinutesPart(), "min")
                : two(duration.toDays(), "days", duration.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
