package dev.reviewgate.notifier;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Vote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Small pieces of what messages say, in the way that a colleague would. */
final class Words {
    private static final DateTimeFormatter DAY = format("EEEE d MMMM, HH:mm 'UTC'");
    private static final DateTimeFormatter SHORT_DAY = format("EEE d MMM, HH:mm 'UTC'");

    /** Words that a sentence may begin with and that are no name, so that they can stand in the middle of one. */
    private static final Set<String> SMALL = Set.of(
            "A",
            "All",
            "An",
            "Every",
            "Everything",
            "It",
            "No",
            "Nobody",
            "None",
            "Nothing",
            "Only",
            "That",
            "The",
            "They",
            "This",
            "What",
            "You",
            "Your");

    private static final List<String> NUMBERS =
            List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

    private Words() {}

    /** Returns a moment as people say it, such as {@code Wednesday 4 March, 09:00 UTC}. */
    static String day(Instant moment) {
        return DAY.format(moment);
    }

    /** Returns a moment where there is little room, such as {@code Wed 4 Mar, 09:00 UTC}. */
    static String shortDay(Instant moment) {
        return SHORT_DAY.format(moment);
    }

    /** Returns text that ends as a sentence does. */
    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
                ? stripped
                : stripped + ".";
    }

    /** Returns at most {@code max} characters of a text, with dots where some are missing, and no half a word if that can be. */
    static String shortened(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Math.max(0, max - 3);
        int space = text.lastIndexOf(' ', end);
        return text.substring(0, space > end / 2 ? space : end).strip() + "...";
    }

    /** Returns what happens if nobody decides, as the second half of a sentence that begins with {@code start}. */
    static String then(String start, String sentence) {
        String first = sentence.split("\\W", 2)[0];
        return SMALL.contains(first)
                ? start + ", " + sentence(sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1))
                : start + ": " + sentence(sentence);
    }

    /** Returns a number of people as a sentence begins with it. */
    static String number(int number) {
        return number < NUMBERS.size() ? NUMBERS.get(number) : Integer.toString(number);
    }

    /** Returns {@code Anna}, {@code Anna and Ben}, or {@code Anna, Ben and Chloe}. */
    static String and(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Returns who decided: where several had to approve, all of them. */
    static String deciders(Decision decision) {
        List<Vote> approvals = decision.approvals();
        return approvals.isEmpty()
                ? decision.reviewer().name()
                : and(approvals.stream().map(v -> v.reviewer().name()).toList());
    }

    /** Returns how sure it is that somebody is who the name says, in a few words for brackets. */
    static String howKnown(Reviewer reviewer) {
        if (!reviewer.verified()) {
            return "name as typed";
        }
        return switch (reviewer.via()) {
            case Reviewer.SLACK -> "verified in Slack";
            case Reviewer.IAM -> "verified by AWS";
            default -> "verified";
        };
    }

    /** Returns how sure it is that those who decided are who the names say, in a sentence. */
    static String howKnown(Decision decision) {
        if (decision.approvals().isEmpty()) {
            Reviewer one = decision.reviewer();
            return one.verified()
                    ? (one.via().equals(Reviewer.IAM) ? "Verified by AWS: " : "Verified in Slack: ") + one.id() + "."
                    : "The name is as it was typed on the page; nobody has checked it.";
        }
        return decision.approvals().stream()
                        .map(Vote::reviewer)
                        .map(r -> r.name() + " (" + howKnown(r) + (r.id() == null ? "" : ", " + r.id()) + ")")
                        .collect(Collectors.collectingAndThen(Collectors.toList(), Words::and))
                + " approved.";
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
