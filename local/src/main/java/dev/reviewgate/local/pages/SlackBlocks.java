package dev.reviewgate.local.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Draws Block Kit's blocks as Slack does, as far as the stand-in takes them. */
final class SlackBlocks {
    private final Html html;
    private final Mrkdwn mrkdwn;
    private final Map<String, String> entered;
    private final Map<String, String> errors;

    /**
     * @param entered what stands in a modal's fields, by block id; a field that is not there has its initial value
     * @param errors what is wrong with a field, by block id
     */
    SlackBlocks(Html html, Map<String, String> entered, Map<String, String> errors) {
        this.html = html;
        this.mrkdwn = new Mrkdwn(html);
        this.entered = entered;
        this.errors = errors;
    }

    SlackBlocks(Html html) {
        this(html, Map.of(), Map.of());
    }

    /** @param live whether its buttons can be clicked */
    void draw(JsonNode blocks, boolean live) {
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "header" -> html.element("p", block.at("/text/text").asText(), "class", "bk-header");
                case "section" -> section(block, live);
                case "context" -> context(block.path("elements"));
                case "actions" -> {
                    html.open("div", "class", "bk-actions");
                    block.path("elements").forEach(button -> button(button, live));
                    html.close("div");
                }
                case "divider" -> html.open("hr");
                case "input" -> input(block);
                default -> html.element("p", block.toString(), "class", "soft");
            }
        }
    }

    private void section(JsonNode block, boolean live) {
        html.open("div", "class", "bk-section");
        if (block.has("text")) {
            html.open("div", "class", "grow");
            text(block.path("text"));
            html.close("div");
        }
        if (block.has("fields")) {
            html.open("div", "class", "bk-fields");
            block.path("fields").forEach(field -> {
                html.open("div");
                text(field);
                html.close("div");
            });
            html.close("div");
        }
        if (block.has("accessory")) {
            button(block.path("accessory"), live);
        }
        html.close("div");
    }

    private void context(JsonNode elements) {
        html.open("div", "class", "bk-context");
        elements.forEach(element -> {
            html.open("span");
            text(element);
            html.close("span");
        });
        html.close("div");
    }

    private void text(JsonNode text) {
        String value = text.path("text").asText();
        if (text.path("type").asText().equals("mrkdwn")) {
            mrkdwn.draw(value);
        } else {
            html.open("span", "class", "plain").text(value).close("span");
        }
    }

    private void button(JsonNode button, boolean live) {
        String label = button.at("/text/text").asText();
        String style = "bk-button " + button.path("style").asText("");
        if (!live) {
            html.element("span", label, "class", style + " off");
        } else if (button.has("url")) {
            html.element(
                    "button",
                    label,
                    "class",
                    style,
                    "name",
                    "action",
                    "value",
                    button.path("action_id").asText(),
                    "formtarget",
                    "_blank");
        } else {
            html.element(
                    "button",
                    label,
                    "class",
                    style,
                    "name",
                    "action",
                    "value",
                    button.path("action_id").asText());
        }
    }

    private void input(JsonNode block) {
        JsonNode element = block.path("element");
        String id = block.path("block_id").asText();
        boolean optional = block.path("optional").asBoolean(false);
        boolean choice = !element.path("type").asText().equals("plain_text_input");
        String label = block.at("/label/text").asText();
        html.open(choice ? "fieldset" : "div", "class", "bk-input");
        if (choice) {
            html.open("legend").text(label);
        } else {
            html.open("label", "for", "f-" + id).text(label);
        }
        if (optional) {
            html.element("span", " (optional)", "class", "soft");
        }
        html.close(choice ? "legend" : "label");
        if (choice) {
            options(element, id, optional);
        } else {
            field(element, id, optional);
        }
        if (errors.containsKey(id)) {
            html.element("p", errors.getOrDefault(id, ""), "class", "bk-error", "id", "e-" + id, "role", "alert");
        }
        if (block.has("hint")) {
            html.element("p", block.at("/hint/text").asText(), "class", "soft");
        }
        html.close(choice ? "fieldset" : "div");
    }

    private void field(JsonNode element, String id, boolean optional) {
        boolean multiline = element.path("multiline").asBoolean(false);
        String value = entered.getOrDefault(id, element.path("initial_value").asText(""));
        var attributes = new java.util.ArrayList<>(java.util.List.of("id", "f-" + id, "name", "f." + id));
        add(attributes, "placeholder", element.at("/placeholder/text").asText(""));
        add(attributes, "maxlength", element.path("max_length").asText(""));
        add(attributes, "minlength", element.path("min_length").asText(""));
        if (!optional) {
            add(attributes, "required", "required");
        }
        if (errors.containsKey(id)) {
            add(attributes, "aria-invalid", "true");
            add(attributes, "aria-describedby", "e-" + id);
        }
        if (multiline) {
            add(attributes, "rows", "4");
            // A newline that a text begins with is dropped by the parser, so one is given away.
            html.open("textarea", attributes.toArray(String[]::new))
                    .text("\n" + value)
                    .close("textarea");
        } else {
            add(attributes, "value", value);
            html.open("input", attributes.toArray(String[]::new));
        }
    }

    private void options(JsonNode element, String id, boolean optional) {
        String type = element.path("type").asText().equals("checkboxes") ? "checkbox" : "radio";
        String initial = element.at("/initial_option/value").asText("");
        String chosen = entered.getOrDefault(id, initial);
        for (JsonNode option : element.path("options")) {
            String value = option.path("value").asText();
            var attributes =
                    new java.util.ArrayList<>(java.util.List.of("type", type, "name", "f." + id, "value", value));
            if (value.equals(chosen)) {
                add(attributes, "checked", "checked");
            }
            if (!optional && type.equals("radio")) {
                add(attributes, "required", "required");
            }
            html.open("label", "class", "bk-option").open("input", attributes.toArray(String[]::new));
            text(option.path("text"));
            html.close("label");
        }
    }

    private static void add(java.util.List<String> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(name);
            attributes.add(value);
        }
    }
}
