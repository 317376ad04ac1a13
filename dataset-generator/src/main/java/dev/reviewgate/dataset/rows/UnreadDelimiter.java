package dev.reviewgate.dataset.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a file without any known delimiter a character that separates fields all the same: every line holds it equally
 * often. Texts and identifiers hold spaces, dashes and colons too, so those have to separate numbers or dates from the rest.
 */
final class UnreadDelimiter {
    /** Hardly anything but a delimiter. */
    private static final String STRONG = "^~\u00A6\u00AC\u00A7\u00B6";

    private static final String WEAK = " :/\\#!*&%$=";

    /** Addresses and paths of one depth hold these equally often, and twice in a row too. */
    private static final String PATHS = ":/\\";

    private static final double ALMOST_ALL = 0.95;
    private static final double TYPED = 0.9;
    private static final int MOST_LINES = 1_000;

    /** Fewer lines may have equally many spaces by chance, … */
    private static final int LEAST_LINES = 4;

    /** … and so may more of them, if nothing else speaks for fields. */
    private static final int MANY_LINES = 12;

    private final List<String> lines;

    private UnreadDelimiter(List<String> lines) {
        this.lines = lines;
    }

    /** Says by what the fields seem to be separated, and what to do; null if the lines are one column. */
    static @Nullable String in(byte[] bytes, int from, boolean whole) {
        var charset = Encoding.likelyCharset(bytes, from, bytes.length);
        var lines = new ArrayList<String>();
        new String(bytes, from, bytes.length - from, charset)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES)
                .forEach(lines::add);
        if (!whole && lines.size() < MOST_LINES && !lines.isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines.size() < 2 ? null : new UnreadDelimiter(lines).find();
    }

    private @Nullable String find() {
        if (isTyped(lines.subList(1, lines.size()))) {
            return null;
        }
        var candidates = new TreeSet<Character>();
        lines.get(0).chars().forEach(c -> candidates.add((char) c));
        return candidates.stream()
                .filter(this::separates)
                .findFirst()
                .map(this::reason)
                .orElse(null);
    }

    private boolean separates(char c) {
        var isStrong = STRONG.indexOf(c) >= 0 || (c < ' ' && c != '\t');
        if (!isStrong && WEAK.indexOf(c) < 0) {
            return false;
        }
        if (isStrong || isDoubled(c)) {
            var times = times(lines.get(0), c);
            var alike = lines.stream().filter(line -> times(line, c) == times).count();
            // One in front may only mark the lines; more of them stand behind an empty first field.
            return (lines.get(0).charAt(0) != c || (isStrong && times > 1)) && alike >= ALMOST_ALL * lines.size();
        }
        var rows = lines.stream().map(line -> fields(line, c)).toList();
        var size = rows.get(0).size();
        var alike = rows.stream().filter(row -> row.size() == size).toList();
        return size > 1
                && alike.size() >= LEAST_LINES
                && alike.size() >= ALMOST_ALL * rows.size()
                && areFields(alike, size, c);
    }

    private static long times(String line, char c) {
        return line.chars().filter(other -> other == c).count();
    }

    /** As in {@code a::b}; several spaces only align columns, and {@code //} is part of an address. */
    private boolean isDoubled(char c) {
        return " /\\".indexOf(c) < 0
                && lines.stream().allMatch(line -> line.replace("" + c + c, "").indexOf(c) < 0);
    }

    private boolean areFields(List<List<String>> rows, int size, char c) {
        var body = rows.subList(1, rows.size());
        var typed =
                IntStream.range(0, size).filter(i -> isTyped(column(body, i))).toArray();
        if (rows.get(0).stream().noneMatch(UnreadDelimiter::isTyped)) {
            // Names above numbers are a header. A name of two words above words and numbers is one too.
            return (typed.length > 0 && IntStream.range(0, size).allMatch(i -> varies(column(body, i))))
                    || (size > 2 && PATHS.indexOf(c) < 0 && rows.size() == lines.size() && rows.size() >= MANY_LINES);
        }
        // Without a header, groups of digits such as those of account numbers all have the same length.
        return size > 2
                && typed.length > 1
                && typed.length < size
                && IntStream.of(typed).anyMatch(i -> lengths(column(rows, i)) > 1);
    }

    private static List<String> column(List<List<String>> rows, int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    private static boolean varies(List<String> values) {
        return new HashSet<>(values).size() > 1;
    }

    private static long lengths(List<String> values) {
        return values.stream().mapToInt(String::length).distinct().count();
    }

    private static boolean isTyped(List<String> values) {
        return values.stream().filter(UnreadDelimiter::isTyped).count() >= TYPED * values.size();
    }

    private static boolean isTyped(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return !Double.isNaN(Values.number(bytes, 0, bytes.length, false))
                || !Double.isNaN(Values.number(bytes, 0, bytes.length, true))
                || Values.epochDay(bytes, 0, bytes.length) != Values.NO_DATE;
    }

    /** What stands between runs of the character, but not outside of them. */
    private static List<String> fields(String line, char c) {
        var fields = new ArrayList<String>();
        var from = 0;
        for (var i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == c) {
                if (i > from) {
                    fields.add(line.substring(from, i).strip());
                }
                from = i + 1;
            }
        }
        return fields;
    }

    /** Whoever gives a comma says that there is one column. */
    private String reason(char c) {
        var isHint = FormatHints.delimiters().indexOf(c) >= 0 && !isDoubled(c);
        return "every line is one field, but " + name(c) + " seems to separate several; "
                + (isHint ? "name it in source.format.delimiter" : "save the file with commas or tabs")
                + ", or give a comma "
                + (isHint ? "there" : "in source.format.delimiter") + " if there is only one";
    }

    private String name(char c) {
        if (c == ' ') {
            return "a space";
        }
        return c < ' '
                ? "the character U+00" + HexFormat.of().toHexDigits((byte) c)
                : "'" + c + (isDoubled(c) ? c : "") + "'";
    }
}
