package dev.reviewgate.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.slack.Asked;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.Modals;
import dev.reviewgate.slack.Offer;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Slack sends. Slack adds fields as it likes, so only what is needed has to be there. */
final class SlackPayloads {
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");
    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,40}");

    private SlackPayloads() {}

    static SlackPayload parse(String payload) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(payload);
        } catch (JsonProcessingException e) {
            return new SlackPayload.Other("no JSON");
        }
        String type = text(json, "type");
        Optional<SlackPayload> ours = switch (type) {
            case "block_actions" -> press(json);
            case "view_submission" -> submission(json);
            default -> Optional.empty();
        };
        return ours.orElseGet(() -> new SlackPayload.Other(TYPE.matcher(type).matches() ? type : "unknown"));
    }

    private static Optional<SlackPayload> press(JsonNode json) {
        JsonNode action = json.path("actions").path(0);
        return who(json)
                .flatMap(who -> Offer.ofAction(text(action, "action_id"))
                        .flatMap(offer -> ReviewId.parse(text(action, "value"))
                                .map(review -> new SlackPayload.Press(
                                        who,
                                        offer,
                                        review,
                                        Cards.evidenceShown(text(action, "block_id")),
                                        text(json, "trigger_id"),
                                        url(text(json, "response_url"))))));
    }

    private static Optional<SlackPayload> submission(JsonNode json) {
        JsonNode view = json.path("view");
        JsonNode typed =
                view.path("state").path("values").path(Modals.COMMENT_BLOCK).path(Modals.COMMENT_ACTION);
        return text(view, "callback_id").equals(Modals.DECIDE)
                ? who(json)
                        .flatMap(who -> Asked.parse(text(view, "private_metadata"))
                                .map(asked ->
                                        new SlackPayload.Submission(who, asked, Form.lines(text(typed, "value")))))
                : Optional.empty();
    }

    private static Optional<Identity.Slack> who(JsonNode json) {
        JsonNode user = json.path("user");
        String id = text(user, "id");
        String name = text(user, "name").isBlank() ? text(user, "username") : text(user, "name");
        return USER.matcher(id).matches() ? Optional.of(new Identity.Slack(id, name)) : Optional.empty();
    }

    private static @Nullable URI url(String text) {
        try {
            return text.isEmpty() ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }
}
