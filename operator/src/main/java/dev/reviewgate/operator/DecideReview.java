package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides a review: shows it, asks whether that is meant, and decides exactly what it has shown. */
@Command(
        name = "decide",
        description = {
            "Decide a review as your own IAM identity, which is recorded.",
            "It is shown first, and what is shown is what is decided: if it changes meanwhile, nothing is."
        })
final class DecideReview extends ReviewCommand {
    private static final int MAX_COMMENT = 2000;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A review's id, or as much of its beginning as is unique.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "DECISION",
            description = "approve, approve-clean (without the flagged rows) or reject.",
            converter = Choice.Converter.class)
    private @Nullable Choice choice;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; a rejection needs one.")
    private @Nullable String comment;

    @Option(
            names = "--evidence",
            paramLabel = "DIGEST",
            description = "Decide only if the review is still what show printed with this digest.")
    private @Nullable String evidence;

    @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
    private boolean yes;

    @Override
    JsonNode ask(ReviewApi api, Screen screen) {
        Choice wanted = requireNonNull(choice);
        if (!yes && !screen.interactive()) {
            throw Problem.usage("There is nobody to ask here. Say --yes if you are sure.");
        }
        if (wanted == Choice.REJECT && yes && reason().isEmpty()) {
            throw Problem.usage("Say why you reject it, with --comment.");
        }
        if (reason().length() > MAX_COMMENT) {
            throw Problem.usage(
                    "A comment has at most " + MAX_COMMENT + " characters; this one has " + reason().length() + ".");
        }
        String whole = new Lookup(api).find(id);
        JsonNode review = api.show(whole);
        requireOpen(review);
        String shown = digest(review);
        if (!yes) {
            confirm(wanted, review, screen);
        }
        return api.decide(whole, wanted, reason(), shown);
    }

    @Override
    String text(JsonNode answer) {
        if (answer.path("state").asText().equals("VOTED")) {
            return "Your vote counts, " + answer.path("approvals").asInt() + " of "
                    + answer.path("approvalsRequired").asInt() + ". "
                    + Words.plain(answer.path("message").asText()) + "\n";
        }
        String result = new ReviewText(answer).decided();
        return result.isEmpty() ? "Decided.\n" : result;
    }

    private String reason() {
        return comment == null ? "" : comment.strip();
    }

    private static void requireOpen(JsonNode review) {
        String state = review.path("state").asText();
        if (!state.equals("OPEN")) {
            String how = new ReviewText(review).decided();
            throw Problem.refused(
                    state.equals("DECIDED") ? "already_decided" : state.toLowerCase(Locale.ROOT),
                    "This review is " + state.toLowerCase(Locale.ROOT) + "."
                            + (how.isEmpty() ? "" : " " + how.strip()));
        }
    }

    /** Returns what names everything that was shown; without it a decision would be about nothing in particular. */
    private String digest(JsonNode review) {
        String shown = review.path("evidence").asText();
        if (shown.isEmpty()) {
            throw Problem.unavailable("no_answer", "The API does not say what it has shown, so nothing is decided.");
        }
        if (evidence != null && !evidence.equals(shown)) {
            throw Problem.refused(
                    "content_changed", "This review is about something else by now: look at it again with show.");
        }
        return shown;
    }

    private void confirm(Choice wanted, JsonNode review, Screen screen) {
        screen.err().println(new ReviewText(review).brief());
        if (wanted == Choice.REJECT && reason().isEmpty()) {
            comment = screen.ask("Why do you reject it? ");
            if (reason().isEmpty()) {
                throw Problem.refused("not_confirmed", "Nothing is decided: a rejection needs a reason.");
            }
        }
        String answer = screen.ask("You are about to " + wanted.words() + ". Type yes to do it: ");
        if (!answer.equalsIgnoreCase("yes")) {
            throw Problem.refused("not_confirmed", "Nothing is decided.");
        }
    }
}
