package dev.reviewgate.operator;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one review. */
@Command(name = "show", description = "Show what a review is about, who may decide it and who has.")
final class ShowReview extends ReviewCommand {
    @Parameters(paramLabel = "ID", description = "A review's id, or as much of its beginning as is unique.")
    private String id = "";

    @Override
    JsonNode ask(ReviewApi api, Screen screen) {
        return api.show(new Lookup(api).find(id));
    }

    @Override
    String text(JsonNode answer) {
        return new ReviewText(answer).whole();
    }
}
