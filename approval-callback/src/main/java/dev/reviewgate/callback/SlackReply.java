package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import org.jspecify.annotations.Nullable;

/**
 * What Slack is answered.
 *
 * @param body what the dialog shows next; null where Slack needs only to know that its request arrived
 */
record SlackReply(int status, String code, @Nullable ObjectNode body) implements Outcome {
    /** Slack's request arrived; whatever there is to show was shown by a call. */
    static SlackReply received(String code) {
        return new SlackReply(200, code, null);
    }

    /** Slack, or whoever it was, is not let in and not told why. */
    static SlackReply refused(String code) {
        return new SlackReply(401, code, null);
    }

    /** The dialog goes on with another view. */
    static SlackReply update(String code, ObjectNode view) {
        ObjectNode body = Json.mapper().createObjectNode().put("response_action", "update");
        body.set("view", view);
        return new SlackReply(200, code, body);
    }

    /** The dialog stays as it is, with what was typed, and a sentence below an input. */
    static SlackReply problem(String code, String block, String text) {
        ObjectNode body = Json.mapper().createObjectNode().put("response_action", "errors");
        body.putObject("errors").put(block, text);
        return new SlackReply(200, code, body);
    }

    @Override
    public String html() {
        return "";
    }

    @Override
    public ObjectNode json() {
        return body == null ? Json.mapper().createObjectNode() : body;
    }

    @Override
    public String toString() {
        return "SlackReply[" + code + "]";
    }
}
