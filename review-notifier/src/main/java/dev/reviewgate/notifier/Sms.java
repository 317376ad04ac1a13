package dev.reviewgate.notifier;

import java.text.Normalizer;
import java.util.Map;

/**
 * A text message in the alphabet that phones send at seven bits a character, in as few parts as what it says allows.
 *
 * <p>One letter outside of that alphabet would more than double the number of parts, so it is replaced by one inside. A link
 * alone takes about 140 of the 160 characters of the first part; a second part is what it costs to say what is wrong.
 *
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/">3GPP TS 23.038</a>
 */
final class Sms {
    /** Two parts: each but a single one gives up 7 of its 160 characters to being put together again. */
    static final int LONGEST = 2 * 153;

    /** What SNS puts before each text message of a topic: its display name in capitals. */
    private static final int PREFIX = "REVIEW GATE> ".length();

    private static final String ONE_PLACE = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String TWO_PLACES = "^{}\\[~]|€";

    private static final Map<Integer, String> INSTEAD = Map.of(
            (int) '‘',
            "'",
            (int) '’',
            "'",
            (int) '“',
            "\"",
            (int) '”',
            "\"",
            (int) '–',
            "-",
            (int) '—',
            "-",
            (int) '…',
            "...",
            (int) '\u00a0',
            " ",
            (int) '`',
            "'");

    private Sms() {}

    /** Returns one line: {@code before}, as much of {@code middle} as there is room for, and {@code after}. */
    static String line(String before, String middle, String after) {
        String head = gsm(before);
        String tail = gsm(after);
        int room = LONGEST - PREFIX - places(head) - places(tail);
        return head + shortened(gsm(middle), room) + tail;
    }

    /** Counts the seven-bit places that a text takes; some characters take two. */
    static int places(String text) {
        return text.chars().map(c -> TWO_PLACES.indexOf(c) < 0 ? 1 : 2).sum();
    }

    private static String shortened(String text, int room) {
        if (places(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && places(text.substring(0, end)) > room - 3) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end).strip() + "...";
    }

    private static String gsm(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.append(inAlphabet(c)));
        return line.toString().replaceAll("\\s+", " ");
    }

    private static String inAlphabet(int character) {
        if (isInAlphabet(character)) {
            return Character.toString(character);
        }
        String instead = INSTEAD.get(character);
        if (instead != null) {
            return instead;
        }
        // Without its accents a letter is still read.
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD)
                .codePoints()
                .filter(Sms::isInAlphabet)
                .forEach(plain::appendCodePoint);
        if (!plain.isEmpty()) {
            return plain.toString();
        }
        return Character.isWhitespace(character) || Character.isISOControl(character) ? " " : "?";
    }

    private static boolean isInAlphabet(int character) {
        return ONE_PLACE.indexOf(character) >= 0 || TWO_PLACES.indexOf(character) >= 0;
    }
}
