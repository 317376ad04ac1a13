package dev.reviewgate.dataset.rows;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;

/**
 * How the bytes of a file are to be read.
 *
 * @param delimiter what separates the fields of CSV; a comma, and without meaning, in JSON Lines
 * @param charset UTF-8 or windows-1252; a supposition unless {@code charsetGiven}
 * @param gzip whether the file came packed; what is read is the content
 */
public record Format(
        Kind kind,
        char delimiter,
        boolean header,
        Charset charset,
        boolean charsetGiven,
        boolean decimalComma,
        boolean gzip) {
    public Format {
        requireNonNull(kind, "kind");
        requireNonNull(charset, "charset");
    }

    /** What a row is. */
    public enum Kind {
        CSV,
        JSON_LINES
    }
}
