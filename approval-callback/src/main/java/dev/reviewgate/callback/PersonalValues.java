package dev.reviewgate.callback;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows personal data by how it looks, wherever it stands. */
final class PersonalValues {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

    /** International, or national with its separators; a number by itself is just a number. */
    private static final Pattern PHONE =
            Pattern.compile("\\+\\d[\\d ()./-]{6,}|\\(?0\\d{1,5}\\)?[ ./-]+\\d[\\d ./-]{3,}");

    /** Whatever its check digits say: a mistyped one is still nearly somebody's. */
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");

    private static final Pattern CARD = Pattern.compile("\\d{15,19}");
    private static final Pattern SOCIAL_SECURITY = Pattern.compile("\\d{3}-\\d{2}-\\d{4}");
    private static final Pattern IP_ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(?:[.,]\\d+)?");
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");

    /** Two words, which may be a name, or more of them, which may be anything. */
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}.*[\\s,;]+.*\\p{L}{2,}", Pattern.DOTALL);

    /** One word of letters, as names are. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’.-]{2,}");

    private static final Set<String> PLACEHOLDERS = Set.of(
            "n/a",
            "na",
            "n.a.",
            "nan",
            "nil",
            "none",
            "null",
            "nothing",
            "missing",
            "unknown",
            "undefined",
            "empty",
            "tbd",
            "test",
            "-",
            "--",
            "?",
            ".",
            "0",
            "x",
            "xx",
            "xxx");

    private PersonalValues() {}

    /**
     * Tells whether a value of a column of the given type, by which the report calls it, has to be masked. The numbers that
     * a row was flagged for are numbers, and stay.
     */
    static boolean match(String value, String type) {
        String text = value.strip();
        if (isPlaceholder(text)) {
            return false;
        }
        return isContact(text)
                || isAccount(text)
                || switch (type) {
                    case "NUMBER", "DATE", "BOOLEAN", "IDENTIFIER" ->
                        WORDS.matcher(text).find();
                    // The usual categories are known, and one that is not is what a reviewer has to see.
                    case "CATEGORY" -> text.length() > 40 && WORDS.matcher(text).find();
                    default -> WORDS.matcher(text).find() || WORD.matcher(text).matches();
                };
    }

    /** What people and programs write where there is no value tells nothing about anybody. */
    static boolean isPlaceholder(String value) {
        String text = value.strip();
        return text.isEmpty() || PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Tells whether a value is a number and nothing else. */
    static boolean isNumber(String value) {
        return NUMBER.matcher(value.strip()).matches();
    }

    private static boolean isContact(String text) {
        return EMAIL.matcher(text).find()
                || PHONE.matcher(text).matches()
                || IP_ADDRESS.matcher(text).matches();
    }

    private static boolean isAccount(String text) {
        String compact = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return SOCIAL_SECURITY.matcher(text).matches()
                || IBAN.matcher(compact).matches()
                || (CARD.matcher(compact).matches() && isCard(compact));
    }

    /** Checks the last digit of a payment card (ISO/IEC 7812, the Luhn formula). */
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
