package dev.reviewgate.dataset.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells text from what is left of it after it went through the wrong charset. */
final class Encoding {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int INVALID = -1;
    private static final int REPLACEMENT = 0xFFFD;

    /** For each of the 128 upper bytes of windows-1252 its character; U+FFFD for the five that it does not have. */
    private static final String UPPER_1252 = upper1252();

    /** Those of windows-1252 at 0x80 to 0x9F: most are punctuation. */
    private static final String MOVED_1252 = UPPER_1252.substring(0, 32);

    private Encoding() {}

    private static String upper1252() {
        var bytes = new byte[128];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return new String(bytes, FormatHints.WINDOWS_1252);
    }

    static boolean isValidUtf8(byte[] b, int from, int to) {
        var at = from;
        while ((at = skipAscii(b, at, to)) < to) {
            var c = decodeUtf8(b, at, to);
            if (c == INVALID) {
                return false;
            }
            at += utf8Length(c);
        }
        return true;
    }

    /** Eight bytes at a time, since most text is hardly anything else. */
    private static int skipAscii(byte[] b, int from, int to) {
        var at = from;
        while (at + Long.BYTES <= to) {
            var high = (long) LONGS.get(b, at) & HIGH_BITS;
            if (high != 0) {
                return at + (Long.numberOfTrailingZeros(high) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && b[at] >= 0) {
            at++;
        }
        return at;
    }

    /** UTF-8 if the bytes are that, otherwise windows-1252. */
    static Charset likelyCharset(byte[] b, int from, int to) {
        return isValidUtf8(b, from, to) ? StandardCharsets.UTF_8 : FormatHints.WINDOWS_1252;
    }

    private static int utf8Length(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x1_0000 ? 3 : 4;
    }

    /** The code point that starts at the index with a byte above 0x7F, or INVALID. */
    private static int decodeUtf8(byte[] b, int at, int to) {
        var first = b[at] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return INVALID;
        }
        var size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + size > to) {
            return INVALID;
        }
        var c = first & (0xFF >> (size + 1));
        for (var i = 1; i < size; i++) {
            if ((b[at + i] & 0xC0) != 0x80) {
                return INVALID;
            }
            c = (c << 6) | (b[at + i] & 0x3F);
        }
        var isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return utf8Length(c) != size || c > Character.MAX_CODE_POINT || isSurrogate ? INVALID : c;
    }

    /**
     * Whether the bytes are not text in their charset, hold a replacement or a C1 control character, or UTF-8 that was
     * read as windows-1252 and then encoded once more ("Ã©", "â€™").
     */
    static boolean looksDamaged(byte[] b, int from, int to, Charset charset) {
        var isUtf8 = charset.equals(StandardCharsets.UTF_8);
        var behindLast = -1;
        var adjacent = false;
        var at = from;
        while ((at = skipAscii(b, at, to)) < to) {
            var c = isUtf8 ? decodeUtf8(b, at, to) : UPPER_1252.charAt(b[at] & 0x7F);
            if (c == INVALID || c == REPLACEMENT || c < 0xA0) {
                return true;
            }
            // Encoded twice, a character has become two or more side by side, the first one a capital or small Latin
            // letter.
            adjacent |= at == behindLast;
            at += isUtf8 ? utf8Length(c) : 1;
            behindLast = c >= 0xC2 && c <= 0xF4 ? at : -1;
        }
        return adjacent && holdsTwiceEncoded(new String(b, from, to - from, charset));
    }

    private static boolean holdsTwiceEncoded(String text) {
        for (var i = 0; i + 1 < text.length(); i++) {
            if (isTwiceEncoded(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what starts at the index is UTF-8 in the disguise of windows-1252, and hardly anything else. */
    private static boolean isTwiceEncoded(String text, int at) {
        var size = disguisedLength(text, at);
        if (size == 0) {
            return false;
        }
        var second = text.charAt(at + 1);
        return switch (text.charAt(at)) {
            // Latin letters and symbols. A quotation mark ends a word that happens to end in a capital A.
            case 'Â' -> byte1252(second) >= 0xA0;
            case 'Ã' -> second == '\u00A0' || !endsWord(text, at + 1);
            case 'Ä', 'Å' -> second != '\u00A0' && !endsWord(text, at + 1);
            // Dashes, quotation marks, the euro sign, arrows.
            case 'â' -> byte1252(second) < 0xA0;
            // Symbols beyond the basic plane.
            case 'ð' -> true;
            // Other scripts are words of several letters.
            default -> disguisedLength(text, at + size) > 0;
        };
    }

    /** Whether there is a sign that may stand behind a word, and no letter behind that. */
    private static boolean endsWord(String text, int at) {
        var isInsideWord = at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
        return "‘’“”‚„‹›«»…–—".indexOf(text.charAt(at)) >= 0 && !isInsideWord;
    }

    /** How many characters from the index on have the bytes of one character in UTF-8; 0 if they have not. */
    private static int disguisedLength(String text, int at) {
        if (at >= text.length() || text.charAt(at) < 0xC2 || text.charAt(at) > 0xF4) {
            return 0;
        }
        var first = text.charAt(at);
        var size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        for (var i = at + 1; i < at + size; i++) {
            if (i >= text.length() || byte1252(text.charAt(i)) < 0x80 || byte1252(text.charAt(i)) > 0xBF) {
                return 0;
            }
        }
        return size;
    }

    /** The byte of a character in windows-1252; -1 if it has none. */
    private static int byte1252(char c) {
        if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
            return c;
        }
        var moved = MOVED_1252.indexOf(c);
        return moved < 0 || c == REPLACEMENT ? -1 : 0x80 + moved;
    }
}
