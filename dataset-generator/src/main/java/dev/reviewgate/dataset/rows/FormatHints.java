package dev.reviewgate.dataset.rows;

import dev.reviewgate.dataset.rows.Format.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is known of a file's format beforehand; for each null, {@link DatasetFile} looks at the file. */
public record FormatHints(
        @Nullable Kind kind,
        @Nullable Character delimiter,
        @Nullable Boolean header,
        @Nullable Charset charset,
        @Nullable Boolean decimalComma) {
    public static final FormatHints NONE = new FormatHints(null, null, null, null, null);

    /** What browsers, and people, mean by Latin-1: it has the euro sign and the quotes that office programs write. */
    public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What is looked for in a file. */
    static final String DELIMITERS = ",;\t|";

    /** What may be given besides: characters that stand in texts too. */
    private static final String RARE_DELIMITERS = "^~: \u0001\u001F";

    /** Takes ISO-8859-1 as windows-1252 and ASCII as UTF-8, which hold them; throws IllegalArgumentException otherwise. */
    public FormatHints {
        if (delimiter != null && delimiters().indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(
                    "The delimiter is not allowed; give a comma, a semicolon, a tab, a bar, ^, ~, a colon, a space,"
                            + " U+0001 or U+001F");
        }
        if (charset != null) {
            charset = supported(charset);
        }
    }

    /** All that may be given. */
    public static String delimiters() {
        return DELIMITERS + RARE_DELIMITERS;
    }

    private static Charset supported(Charset charset) {
        if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(WINDOWS_1252)) {
            return WINDOWS_1252;
        }
        if (charset.equals(StandardCharsets.US_ASCII) || charset.equals(StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        throw new IllegalArgumentException(
                "The charset " + charset.name() + " is not supported; give UTF-8, ISO-8859-1 or windows-1252");
    }
}
