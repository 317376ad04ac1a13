package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Refuses what Slack would refuse: unknown blocks and elements, and texts beyond the limits of Block Kit's reference. */
final class BlockKit {
    private static final int MESSAGE_BLOCKS = 50;
    private static final int VIEW_BLOCKS = 100;
    private static final int VIEW_BYTES = 250_000;
    private static final Set<String> INPUTS =
            Set.of("plain_text_input", "static_select", "radio_buttons", "checkboxes");

    private final boolean view;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private BlockKit(boolean view) {
        this.view = view;
    }

    /** Returns the blocks with an id each, as Slack gives one to those that have none. */
    static ArrayNode message(JsonNode blocks) throws SlackError {
        BlockKit check = new BlockKit(false);
        if (!(blocks.deepCopy() instanceof ArrayNode array)) {
            throw new SlackError("invalid_blocks_format");
        }
        check.blocks(array, "/blocks", MESSAGE_BLOCKS);
        if (!check.problems.isEmpty()) {
            throw new SlackError("invalid_blocks", check.problems.toArray(String[]::new));
        }
        return array;
    }

    /** Returns the modal with an id for each of its blocks. */
    static ObjectNode view(JsonNode given) throws SlackError {
        BlockKit check = new BlockKit(true);
        if (!(given.deepCopy() instanceof ObjectNode modal)) {
            throw new SlackError("invalid_arguments", "[ERROR] must be a JSON object [json-pointer:/view]");
        }
        if (modal.toString().length() > VIEW_BYTES) {
            throw new SlackError("view_too_large");
        }
        if (!modal.path("type").asText().equals("modal")) {
            check.problem("/view/type", "only a modal opens here");
        }
        check.text(modal.path("title"), "/view/title", "plain_text", 24);
        check.optionalText(modal, "submit", "/view", 24);
        check.optionalText(modal, "close", "/view", 24);
        check.length(modal.path("private_metadata"), "/view/private_metadata", 3000);
        check.length(modal.path("callback_id"), "/view/callback_id", 255);
        if (modal.path("blocks") instanceof ArrayNode blocks) {
            check.blocks(blocks, "/view/blocks", VIEW_BLOCKS);
        } else {
            check.problem("/view", "missing required field: blocks");
        }
        if (!modal.has("submit") && !modal.findParents("label").isEmpty()) {
            check.problem("/view", "a view with input blocks needs a submit button: missing_submit");
        }
        if (!check.problems.isEmpty()) {
            throw new SlackError("invalid_arguments", check.problems.toArray(String[]::new));
        }
        return modal;
    }

    private void blocks(ArrayNode blocks, String at, int most) {
        if (blocks.size() > most) {
            problem(at, "no more than " + most + " items allowed");
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof ObjectNode block) {
                block(block, at + "/" + i);
            } else {
                problem(at + "/" + i, "must be an object");
            }
        }
    }

    private void block(ObjectNode block, String at) {
        if (!block.has("block_id")) {
            block.put("block_id", UUID.randomUUID().toString().substring(0, 5));
        }
        length(block.path("block_id"), at + "/block_id", 255);
        if (!blockIds.add(block.path("block_id").asText())) {
            problem(at + "/block_id", "block_id must be unique");
        }
        switch (block.path("type").asText()) {
            case "header" -> text(block.path("text"), at + "/text", "plain_text", 150);
            case "section" -> section(block, at);
            case "context" -> context(block.path("elements"), at + "/elements");
            case "actions" -> actions(block.path("elements"), at + "/elements");
            case "input" -> input(block, at);
            case "divider" -> {}
            default ->
                problem(at + "/type", "unsupported type: " + block.path("type").asText());
        }
    }

    private void section(JsonNode block, String at) {
        if (!block.has("text") && !block.has("fields")) {
            problem(at, "a section needs a text or fields");
        }
        if (block.has("text")) {
            text(block.path("text"), at + "/text", "", 3000);
        }
        if (block.has("fields")) {
            items(block.path("fields"), at + "/fields", 10);
            for (int i = 0; i < block.path("fields").size(); i++) {
                text(block.path("fields").get(i), at + "/fields/" + i, "", 2000);
            }
        }
        if (block.has("accessory")) {
            button(block.path("accessory"), at + "/accessory", new HashSet<>());
        }
    }

    private void context(JsonNode elements, String at) {
        items(elements, at, 10);
        for (int i = 0; i < elements.size(); i++) {
            text(elements.get(i), at + "/" + i, "", 3000);
        }
    }

    private void actions(JsonNode elements, String at) {
        items(elements, at, 25);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            button(elements.get(i), at + "/" + i, ids);
        }
    }

    private void button(JsonNode button, String at, Set<String> ids) {
        if (!button.path("type").asText().equals("button")) {
            problem(
                    at + "/type",
                    "only buttons are drawn here, not " + button.path("type").asText());
            return;
        }
        text(button.path("text"), at + "/text", "plain_text", 75);
        if (button instanceof ObjectNode object && !button.has("action_id")) {
            object.put("action_id", UUID.randomUUID().toString().substring(0, 5));
        }
        length(button.path("action_id"), at + "/action_id", 255);
        if (!ids.add(button.path("action_id").asText())) {
            problem(at + "/action_id", "action_id must be unique within its block");
        }
        if (button.has("value")) {
            length(button.path("value"), at + "/value", 2000);
        }
        length(button.path("url"), at + "/url", 3000);
        String style = button.path("style").asText("primary");
        if (!style.equals("primary") && !style.equals("danger")) {
            problem(at + "/style", "must be primary or danger");
        }
    }

    private void input(JsonNode block, String at) {
        if (!view) {
            problem(at + "/type", "an input is for modals only here");
        }
        text(block.path("label"), at + "/label", "plain_text", 2000);
        optionalText(block, "hint", at, 2000);
        JsonNode element = block.path("element");
        if (!INPUTS.contains(element.path("type").asText())) {
            problem(
                    at + "/element/type",
                    "unsupported type: " + element.path("type").asText());
        }
        if (element.path("max_length").asInt(1) < 1
                || element.path("max_length").asInt(1) > 3000) {
            problem(at + "/element/max_length", "must be from 1 to 3000");
        }
        if (element.has("placeholder")) {
            text(element.path("placeholder"), at + "/element/placeholder", "plain_text", 150);
        }
        length(element.path("action_id"), at + "/element/action_id", 255);
    }

    private void items(JsonNode list, String at, int most) {
        if (!list.isArray() || list.isEmpty()) {
            problem(at, "must have at least 1 item");
        } else if (list.size() > most) {
            problem(at, "no more than " + most + " items allowed");
        }
    }

    private void optionalText(JsonNode owner, String name, String at, int most) {
        if (owner.has(name)) {
            text(owner.path(name), at + "/" + name, "plain_text", most);
        }
    }

    /** @param type the only one that is allowed; empty for either */
    private void text(JsonNode text, String at, String type, int most) {
        String given = text.path("type").asText();
        if (!given.equals("plain_text") && !given.equals("mrkdwn")) {
            problem(at, "must be a text object");
        } else if (!type.isEmpty() && !given.equals(type)) {
            problem(at + "/type", "must be " + type);
        }
        if (text.path("text").asText().isEmpty()) {
            problem(at + "/text", "must be more than 0 characters");
        }
        length(text.path("text"), at + "/text", most);
    }

    private void length(JsonNode value, String at, int most) {
        if (!value.isMissingNode() && !value.isTextual()) {
            problem(at, "must be a string");
        } else if (value.asText().length() > most) {
            problem(at, "must be less than " + (most + 1) + " characters");
        }
    }

    private void problem(String at, String what) {
        problems.add("[ERROR] " + what + " [json-pointer:" + at + "]");
    }
}
