package dev.reviewgate.dataset;

import java.math.BigDecimal;

/** The ranges that input and environment are held to. */
final class Limits {
    /**
     * Ten million rows are 0.7 GB; with clean, flagged and spill files they need about 2 GB of temporary storage, and
     * minutes of the fifteen that Lambda gives.
     */
    static final Range ROWS = new Range("1", "10000000", "a whole number of rows from 1 to 10000000");

    static final Range SEED = new Range(
            Long.toString(Long.MIN_VALUE),
            Long.toString(Long.MAX_VALUE),
            "a whole number from -9223372036854775808 to 9223372036854775807");
    static final Range ANOMALY_RATE = new Range("0", "0.5", "a share of rows from 0 to 0.5");
    static final Range THRESHOLD = new Range("0", "1", "a share of rows from 0 to 1");
    static final Range TIMEOUT_SECONDS = new Range("1", "31536000", "a whole number of seconds from 1 to 31536000");
    static final Range REMINDERS = new Range("0", "10", "a whole number from 0 to 10");

    static final Range APPROVALS_REQUIRED = new Range("1", "10", "a whole number from 1 to 10");
    static final int APPROVERS = 50;

    /** Up to what a single upload to S3 may have. */
    static final Range FILE_BYTES = new Range("1", "5000000000", "a whole number of bytes from 1 to 5000000000");

    /** A file that is half as large again is not cut, and with it a part may become one upload and one copy of at most 5 GB. */
    static final Range PART_BYTES = new Range("1", "1073741824", "a whole number of bytes from 1 to 1073741824");

    static final int REQUESTED_BY_CHARACTERS = 256;
    static final int FEED_CHARACTERS = 256;

    static final int COLUMNS = 1_000;
    static final int COLUMN_NAME_CHARACTERS = 128;
    static final int ALLOWED_VALUES = 1_000;
    static final int ALLOWED_CHARACTERS = 200;
    static final int PATTERN_CHARACTERS = 256;

    /** A pattern is compiled to that many instructions, and in the worst case each of them is tried at each character. */
    static final int PATTERN_STEPS = 10_000;

    /** Step Functions holds 256 KiB in a state; the rest is for what the machine keeps beside the config. */
    static final int CONFIG_BYTES = 240_000;

    /** What a screening in parts answers quotes its input, in the same 256 KiB. */
    static final int DATASET_BYTES = 200_000;

    /** Of the execution's own time limit: what making, announcing and publishing may take beside the waits. */
    static final long MARGIN_SECONDS = 1_800;

    /** Characters of a value that a message quotes. */
    static final int QUOTED = 80;

    private Limits() {}

    /** An inclusive range, and how to say what is allowed. */
    record Range(BigDecimal from, BigDecimal to, String allowed) {
        Range(String from, String to, String allowed) {
            this(new BigDecimal(from), new BigDecimal(to), allowed);
        }

        boolean contains(BigDecimal value) {
            return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
        }
    }
}
