package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reviewer typed, before anybody looked at it; {@code evidence} names what they were shown. */
record Form(String name, String comment, String publish, String evidence) {
    /** What the form holds before anybody typed. */
    static final Form EMPTY = new Form("", "", "", "");

    static Form of(Params params) {
        return new Form(
                params.text("name").strip(),
                params.text("comment").replace("\r\n", "\n").strip(),
                params.text("publish"),
                params.text("evidence"));
    }

    /** Returns what is wrong by the name of the field, in the order of the form; empty if nothing is. */
    Map<String, String> problems(Verdict verdict, Evidence files) {
        Map<String, String> problems = new LinkedHashMap<>();
        put(problems, "publish", verdict == Verdict.APPROVED ? problemOfPublish(files) : null);
        put(problems, "name", problemOfName());
        put(problems, "comment", problemOfComment(verdict));
        return problems;
    }

    /** Turns a form without problems into the decision that it stands for. */
    Decision decide(Verdict verdict, ReviewId id, Instant now) {
        return new Decision(
                verdict,
                verdict == Verdict.APPROVED ? Publish.valueOf(publish) : null,
                Reviewer.byLink(name),
                comment,
                now,
                id);
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

    private @Nullable String problemOfName() {
        if (name.isEmpty()) {
            return "Please enter your name, so that others know who decided.";
        }
        if (name.length() > Decision.MAX_NAME) {
            return "The name has " + name.length() + " characters; at most " + Decision.MAX_NAME + " are allowed.";
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? "The name has line breaks or control characters; please leave them out."
                : null;
    }

    private @Nullable String problemOfComment(Verdict verdict) {
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
