package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody chose, before anybody looked at it.
 *
 * @param publish {@code ALL} or {@code CLEAN} for an approval; not looked at for a rejection
 * @param evidence names what they were shown ({@link dev.reviewgate.core.ReviewRecord#contentDigest()})
 */
record Choice(Verdict verdict, String publish, String comment, String evidence) {
    /** Returns what is wrong by the name of the field, in the order of a form; empty if nothing is. */
    Map<String, String> problems(Identity who, Evidence files) {
        Map<String, String> problems = new LinkedHashMap<>();
        put(problems, "publish", verdict == Verdict.APPROVED ? problemOfPublish(files) : null);
        put(problems, "name", who.problemOfName());
        put(problems, "comment", problemOfComment());
        return problems;
    }

    /** What an approval without problems publishes; null for a rejection. */
    @Nullable
    Publish published() {
        return verdict == Verdict.APPROVED ? Publish.valueOf(publish) : null;
    }

    private @Nullable String problemOfPublish(Evidence files) {
        boolean known = Arrays.stream(Publish.values()).anyMatch(p -> p.name().equals(publish));
        if (publish.isEmpty()) {
            return "Please choose what to publish.";
        }
        if (!known) {
            return "“" + abbreviate(publish) + "” is not known; choose one of ALL and CLEAN.";
        }
        return publish.equals(Publish.CLEAN.name()) && files.clean() == null
                ? "There is no file without the flagged rows; only everything can be published."
                : null;
    }

    private @Nullable String problemOfComment() {
        if (verdict == Verdict.REJECTED && comment.isEmpty()) {
            return "Please say why, so that somebody can put it right.";
        }
        if (comment.length() > Decision.MAX_COMMENT) {
            return "The comment has " + comment.length() + " characters; at most " + Decision.MAX_COMMENT
                    + " are allowed.";
        }
        return comment.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                ? "The comment has control characters; please leave them out."
                : null;
    }

    private static void put(Map<String, String> problems, String field, @Nullable String problem) {
        if (problem != null) {
            problems.put(field, problem);
        }
    }

    /** Forms come back to their sender only, but a long one would push the rest of the message away. */
    private static String abbreviate(String text) {
        return text.codePointCount(0, text.length()) <= 20
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 20)) + "…";
    }
}
