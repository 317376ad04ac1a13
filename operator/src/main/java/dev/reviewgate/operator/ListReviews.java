package dev.reviewgate.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what waits for a decision. */
@Command(name = "list", description = "List the reviews that wait for a decision.", mixinStandardHelpOptions = false)
final class ListReviews extends ReviewCommand {
    @Option(names = "--all", description = "Also those that were decided or ran out of time.")
    private boolean all;

    @Override
    JsonNode ask(ReviewApi api, Screen screen) {
        JsonNode answer = api.list(all);
        if (answer.path("truncated").asBoolean()) {
            screen.err().println("There are more reviews than are listed here.");
        }
        return answer;
    }

    @Override
    String text(JsonNode answer) {
        JsonNode reviews = answer.path("reviews");
        if (reviews.isEmpty()) {
            return all ? "There are no reviews.\n" : "Nothing waits for a decision.\n";
        }
        Table table = new Table("");
        table.row(cells("REVIEW", "STATE", "AGE", "LEFT", "VOTES", "SUBJECT"));
        for (JsonNode review : reviews) {
            boolean open = review.path("state").asText().equals("OPEN");
            table.row(cells(
                    Words.plain(review.path("reviewId").asText()),
                    Words.plain(review.path("state").asText().toLowerCase(Locale.ROOT)),
                    Words.length(review.path("ageSeconds").asLong()),
                    open ? Words.length(review.path("secondsLeft").asLong()) : "-",
                    open
                            ? review.path("approvals").asInt() + " of "
                                    + review.path("approvalsRequired").asInt(1)
                            : "-",
                    Words.plain(review.path("subject").asText())));
        }
        return table.toString();
    }

    /** Leaves the state out where there is only one. */
    private List<String> cells(String... all) {
        List<String> cells = new ArrayList<>(List.of(all));
        if (!this.all) {
            cells.remove(1);
        }
        return cells;
    }
}
