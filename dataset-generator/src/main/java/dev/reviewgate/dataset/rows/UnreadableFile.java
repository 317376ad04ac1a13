package dev.reviewgate.dataset.rows;

/** The file cannot be read; the message says where and why, and holds no value of the file but column names. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableFile(String message) {
        super(message);
    }

    /** Names the 1-based line of the file. */
    public static UnreadableFile at(long line, String reason) {
        return new UnreadableFile("line " + line + ": " + reason);
    }

    /** Names the 1-based line of the file, and the column: a field's number in CSV, a byte's in a line of JSON; from 1. */
    public static UnreadableFile at(long line, int column, String reason) {
        return new UnreadableFile("line " + line + ", column " + column + ": " + reason);
    }
}
