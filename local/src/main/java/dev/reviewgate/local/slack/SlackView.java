package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A modal as one person sees it.
 *
 * @param id the modal's, which an update keeps
 * @param userId who sees it
 * @param hash changes with every update
 * @param json the view as the app gave it
 */
public record SlackView(String id, String userId, String hash, JsonNode json) {
    public String title() {
        return json.at("/title/text").asText();
    }

    public String callbackId() {
        return json.path("callback_id").asText();
    }

    public String privateMetadata() {
        return json.path("private_metadata").asText();
    }

    public JsonNode blocks() {
        return json.path("blocks");
    }

    /** Returns the text of the button that submits it; empty if it has none. */
    public String submit() {
        return json.at("/submit/text").asText();
    }

    /** Returns every text that is shown in it, one per line. */
    public String shown() {
        return BlockTexts.of(json);
    }
}
