package dev.reviewgate.dataset;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/**
 * Counts the steps of a regular expression with its counted repetitions written out, which is what RE2 compiles: nested
 * ones multiply, and a few characters can ask for more memory than there is.
 */
final class PatternSteps {
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
    private static final long MANY = 1_000_000_000;

    private final String text;
    private final ArrayDeque<Long> outer = new ArrayDeque<>();
    private long steps;

    /** The steps of what a repetition would repeat. */
    private long last;

    private PatternSteps(String text) {
        this.text = text;
    }

    /** The number of steps, at most a billion; about right also for what is no regular expression. */
    static long of(String text) {
        return new PatternSteps(text).count();
    }

    private long count() {
        var repetition = REPETITION.matcher(text);
        var at = 0;
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> {
                    at = classEnd(at);
                    step();
                }
                case '\\' -> {
                    at++;
                    step();
                }
                case '*', '+', '?', '|', '^', '$' -> {}
                case '{' -> {
                    repetition.region(at, text.length());
                    if (repetition.lookingAt()) {
                        repeat(repetition.group(1), repetition.group(2));
                        at = repetition.end() - 1;
                    } else {
                        step();
                    }
                }
                default -> step();
            }
            at++;
        }
        return steps;
    }

    private void step() {
        last = 1;
        steps = Math.min(MANY, steps + 1);
    }

    private void open() {
        outer.push(steps);
        steps = 0;
    }

    private void close() {
        last = steps;
        steps = Math.min(MANY, steps + (outer.isEmpty() ? 0 : outer.pop()));
    }

    private void repeat(String least, String most) {
        var times = Math.max(1, Integer.parseInt(most == null || most.isEmpty() ? least : most));
        steps = Math.min(MANY, steps + last * (times - 1));
        last = Math.min(MANY, last * times);
    }

    /** Where the bracket closes; one that comes first, or behind a backslash, does not. */
    private int classEnd(int open) {
        var at = open + 1;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        do {
            at += at < text.length() && text.charAt(at) == '\\' ? 2 : 1;
        } while (at < text.length() && text.charAt(at) != ']');
        return at;
    }
}
