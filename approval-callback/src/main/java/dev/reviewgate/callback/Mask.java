package dev.reviewgate.callback;

/**
 * Hides what a value says and keeps how it looks, so that a reviewer still sees a date with dots in it or a number in a
 * name: letters become {@code x} or {@code X}, digits become {@code #}, everything else stays.
 */
final class Mask {
    private Mask() {}

    static String of(String value) {
        StringBuilder masked = new StringBuilder(value.length());
        value.codePoints().filter(c -> !isMark(c)).forEach(c -> masked.appendCodePoint(masked(c)));
        return masked.toString();
    }

    private static int masked(int c) {
        if (Character.isDigit(c)) {
            return '#';
        }
        if (!Character.isLetter(c)) {
            return c;
        }
        return Character.isUpperCase(c) || Character.isTitleCase(c) ? 'X' : 'x';
    }

    /** An accent that stands behind its letter would tell which letters may have stood there. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
