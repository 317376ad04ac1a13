package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages, modals and interactions in the JSON that Slack gives them. */
final class Payloads {
    private Payloads() {}

    static ObjectNode message(SlackMessage message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "message").put("user", Directory.BOT_USER).put("ts", message.ts());
        json.put("bot_id", Directory.BOT).put("app_id", Directory.APP).put("team", Directory.TEAM);
        json.put("text", message.text());
        if (message.thread() != null) {
            json.put("thread_ts", message.thread());
        }
        if (!message.blocks().isEmpty()) {
            json.set("blocks", message.blocks().deepCopy());
        }
        return json;
    }

    static ObjectNode view(SlackView view) {
        ObjectNode json = view.json().deepCopy();
        json.put("id", view.id()).put("team_id", Directory.TEAM);
        json.put("app_id", Directory.APP).put("bot_id", Directory.BOT);
        json.put("app_installed_team_id", Directory.TEAM);
        json.put("hash", view.hash()).put("root_view_id", view.id()).putNull("previous_view_id");
        json.put("callback_id", view.callbackId()).put("private_metadata", view.privateMetadata());
        json.put("external_id", view.json().path("external_id").asText(""));
        json.put("clear_on_close", view.json().path("clear_on_close").asBoolean(false));
        json.put("notify_on_close", view.json().path("notify_on_close").asBoolean(false));
        json.putObject("state").putObject("values");
        return json;
    }

    /** A click on a button of a message. */
    static ObjectNode click(
            String userId, SlackMessage message, String actionId, String triggerId, String responseUrl) {
        JsonNode button = BlockTexts.button(message.blocks(), actionId);
        if (button.isMissingNode()) {
            throw new IllegalArgumentException("the message has no button " + actionId + " but " + message.buttons());
        }
        ObjectNode payload = interaction("block_actions", userId, triggerId);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel())
                .put("is_ephemeral", false);
        SlackChannel channel = Directory.channel(message.channel());
        payload.putObject("channel").put("id", message.channel()).put("name", channel == null ? "" : channel.name());
        payload.set("message", message(message));
        payload.putObject("state").putObject("values");
        payload.put("response_url", responseUrl);
        ObjectNode action = payload.putArray("actions").addObject();
        action.put("action_id", actionId).put("block_id", blockOf(message.blocks(), actionId));
        action.set("text", button.path("text"));
        for (String given : new String[] {"value", "url", "style"}) {
            if (button.has(given)) {
                action.set(given, button.get(given));
            }
        }
        action.put("type", "button").put("action_ts", Instant.now().getEpochSecond() + ".000100");
        return payload;
    }

    private static String blockOf(JsonNode blocks, String actionId) {
        for (JsonNode block : blocks) {
            if (block.findValuesAsText("action_id").contains(actionId)) {
                return block.path("block_id").asText();
            }
        }
        return "";
    }

    /** @param entered what the person typed or chose, by block id; a field that is not there keeps its initial value */
    static ObjectNode submission(String userId, SlackView view, Map<String, String> entered, String triggerId) {
        ObjectNode payload = interaction("view_submission", userId, triggerId);
        ObjectNode shown = view(view);
        ObjectNode values = shown.withObject("/state").withObject("/values");
        for (JsonNode block : view.blocks()) {
            if (block.path("type").asText().equals("input")) {
                JsonNode element = block.path("element");
                String blockId = block.path("block_id").asText();
                values.putObject(blockId).set(element.path("action_id").asText(), value(element, entered.get(blockId)));
            }
        }
        payload.set("view", shown);
        payload.putArray("response_urls");
        return payload;
    }

    private static ObjectNode value(JsonNode element, @Nullable String entered) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        String type = element.path("type").asText();
        value.put("type", type);
        if (type.equals("plain_text_input")) {
            String text =
                    entered != null ? entered : element.path("initial_value").asText("");
            value.put("value", text.isEmpty() ? null : text);
        } else if (type.equals("checkboxes")) {
            var chosen = value.putArray("selected_options");
            if (entered == null) {
                element.path("initial_options").forEach(chosen::add);
            } else {
                option(element, entered).ifPresent(chosen::add);
            }
        } else {
            JsonNode initial = element.path("initial_option");
            value.set(
                    "selected_option",
                    (entered == null ? Optional.of(initial).filter(JsonNode::isObject) : option(element, entered))
                            .orElse(JsonNodeFactory.instance.nullNode()));
        }
        return value;
    }

    private static Optional<JsonNode> option(JsonNode element, String value) {
        for (JsonNode option : element.path("options")) {
            if (option.path("value").asText().equals(value)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private static ObjectNode interaction(String type, String userId, String triggerId) {
        SlackUser user = Directory.user(userId);
        String name = user == null ? userId.toLowerCase(java.util.Locale.ROOT) : user.name();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("type", type);
        payload.putObject("team").put("id", Directory.TEAM).put("domain", "local");
        payload.putObject("user")
                .put("id", userId)
                .put("username", name)
                .put("name", name)
                .put("team_id", Directory.TEAM);
        payload.put("api_app_id", Directory.APP).put("token", "unused").put("trigger_id", triggerId);
        payload.putNull("enterprise").put("is_enterprise_install", false);
        return payload;
    }
}
