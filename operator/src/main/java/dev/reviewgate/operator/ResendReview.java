package dev.reviewgate.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks for a review once more. */
@Command(
        name = "resend",
        description = "Send the message of an open review once more, with a new link; earlier links go on working.")
final class ResendReview extends ReviewCommand {
    @Parameters(paramLabel = "ID", description = "A review's id, or as much of its beginning as is unique.")
    private String id = "";

    @Override
    JsonNode ask(ReviewApi api, Screen screen) {
        return api.resend(new Lookup(api).find(id));
    }

    @Override
    String text(JsonNode answer) {
        List<String> ways = new ArrayList<>();
        if (answer.path("sns").asBoolean()) {
            ways.add("SNS (mail, SMS, Slack workflow)");
        }
        if (answer.path("slack").asBoolean()) {
            ways.add("the Slack app");
        }
        return "Sent again by " + (ways.isEmpty() ? "no channel" : String.join(" and ", ways)) + ".\n";
    }
}
