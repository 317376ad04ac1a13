package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Text;

/**
 * Makes a text out of somebody's file fit for a page: cut where it is long, and with everything in it visible, so that no
 * control character turns the words around it and two values that differ look different.
 */
final class Shown {
    private static final int LONGEST = 120;
    /** What stands for a space at either end, where nobody would see one. */
    private static final String SPACE = "‹U+0020›";

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Shown() {}

    static String text(String text) {
        String cut = Text.shorten(text, LONGEST);
        int first = 0;
        while (first < cut.length() && cut.charAt(first) == ' ') {
            first++;
        }
        int last = cut.length();
        while (last > first && cut.charAt(last - 1) == ' ') {
            last--;
        }
        var shown = new StringBuilder(SPACE.repeat(first));
        cut.substring(first, last).codePoints().forEach(character -> {
            if (isUnseen(character)) {
                shown.append(String.format("‹U+%04X›", character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.append(SPACE.repeat(cut.length() - last)).toString();
    }

    /** What leaves no mark of its own, or turns the direction of others; emoji and some scripts need the two joiners. */
    private static boolean isUnseen(int character) {
        if (character == ' ' || character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
