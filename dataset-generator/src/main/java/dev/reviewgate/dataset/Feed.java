package dev.reviewgate.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pushed dataset is the next delivery of: datasets of one feed are compared with each other.
 *
 * @param name as the input gives it, or else bucket and folder without what is a date in it
 * @param formerName what the feed was called while dates were left in; equal to the name where nothing is left out
 */
record Feed(String name, String formerName) {
    private static final String YEAR = "(?:19|20)\\d\\d";
    private static final String MONTH = "(?:0[1-9]|1[0-2])";
    private static final String DAY = "(?:0[1-9]|[12]\\d|3[01])";
    private static final String HOUR = "(?:[01]\\d|2[0-3])";
    private static final String MINUTES = "(?:(?:[:_.-]|%3A)?[0-5]\\d){0,2}(?:\\.\\d+)?";
    private static final String TIME = "(?:[T_. -]?" + HOUR + MINUTES + "(?:Z|[+-]\\d\\d:?\\d\\d)?)?";

    /** A label as Hive writes it, {@code dt=}. */
    private static final String LABEL = "(?:[a-z_][\\w-]*=)?";

    private static final String UNIT =
            "(?:(?:\\w+_)?(?:y+|yr|year|quarter|m+|month|week|d+|day|h+|hr|hour|min|minute)=)";

    private static final String BELOW = "/" + UNIT + "?";
    private static final String BETWEEN = "(?:[-_.]|" + BELOW + ")";
    private static final String SHORT_MONTH = "(?:0?[1-9]|1[0-2])";
    private static final String SHORT_DAY = "(?:0?[1-9]|[12]\\d|3[01])";

    /** With its parts in one segment or in several; an hour, with minutes or not, may follow. */
    private static final String WHOLE_DAY = "(?:" + YEAR
            + "(?:" + BETWEEN + SHORT_MONTH + BETWEEN + SHORT_DAY + "|" + BETWEEN + "?" + MONTH + BETWEEN + "?" + DAY
            + ")"
            + "|" + DAY + "[-_.]" + DAY + "[-_.]" + YEAR + ")"
            + "(?:" + BELOW + "T?" + HOUR + "(?:" + BELOW + ")?" + MINUTES + "|" + TIME + ")";

    private static final String WHOLE_MONTH = YEAR + "(?:" + BETWEEN + "?" + MONTH + "|" + BELOW + SHORT_MONTH + ")";
    private static final String WEEK_OR_QUARTER = YEAR + BETWEEN + "?(?:W\\d\\d(?:-?[1-7])?|Q[1-4])";
    private static final String NAMED_UNIT = "(?:\\w+_)?(?:year|quarter|month|week|day|hour|minute)=[QW]?\\d{1,4}";

    /** A year of which the month is another segment is labelled as a year: {@code shop=2026/} is none. */
    private static final String START = "(?:(?![^/]*=" + YEAR + "/)" + LABEL + "|" + UNIT + ")";

    /** Segments that are a date. A number by itself is none: 2026 may be a shop. */
    private static final Pattern DATES = ignoringCase("(?<![^/])(?:" + START + "(?:" + WHOLE_DAY + "|" + WHOLE_MONTH
            + "|" + WEEK_OR_QUARTER + ")|" + NAMED_UNIT + ")(?:/|[-_.]?$)");

    private static final String DAY_IN_A_NAME = YEAR + "[-_.]?" + MONTH + "[-_.]?" + DAY + TIME;

    /** A whole day before or behind a name, which says nothing of what is delivered. */
    private static final Pattern DATE_IN_A_NAME =
            ignoringCase("(?<![^/=])" + DAY_IN_A_NAME + "[-_. ]+(?=[^/])|[-_. ]+" + DAY_IN_A_NAME + "(?![a-z0-9])");

    /** The feed that the input names. */
    static Feed named(String name) {
        return new Feed(name, name);
    }

    /** Files that are pushed to the same place, but for the date in it, are taken for the same feed. */
    static Feed in(String bucket, String folder) {
        var undated =
                DATE_IN_A_NAME.matcher(DATES.matcher(folder).replaceAll("")).replaceAll("");
        return new Feed(bucket + "/" + undated, bucket + "/" + folder);
    }

    /** Where the report of its last dataset that was published as a whole is kept. */
    String reportKey() {
        return reportKey(name);
    }

    /** Where that report may be found, best first. */
    List<String> reportKeys() {
        return Stream.of(name, formerName).distinct().map(Feed::reportKey).toList();
    }

    /** {@code latest/<SHA-256 of the name>/report.json}: a name may hold what a key should not. */
    private static String reportKey(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "latest/" + HexFormat.of().formatHex(digest) + "/report.json";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Pattern ignoringCase(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
