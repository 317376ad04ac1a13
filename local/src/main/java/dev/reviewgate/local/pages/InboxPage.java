package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.Stack;
import dev.reviewgate.local.sns.Message;
import java.util.List;

/** Every message that was published, as Slack, a mail program and a phone would show it; latest first. */
final class InboxPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stack stack;

    InboxPage(Stack stack) {
        this.stack = stack;
    }

    Layout.Page render() {
        List<Message> messages = stack.messages();
        Html body = new Html().element("h1", "Inbox");
        if (messages.isEmpty()) {
            body.element(
                    "p",
                    "Nothing was published yet. Reload the page when an execution asks for a review.",
                    "class",
                    "soft");
        }
        for (int i = messages.size() - 1; i >= 0; i--) {
            message(body, messages.get(i));
        }
        return new Layout.Page("Inbox", body, false);
    }

    private static void message(Html body, Message message) {
        body.open("section", "class", "card");
        body.element("h2", message.subject() == null ? "(no subject)" : message.subject());
        StringBuilder about = new StringBuilder(Layout.time(message.publishedAt())).append(" UTC");
        message.attributes()
                .forEach((name, attribute) ->
                        about.append(", ").append(name).append(": ").append(attribute.value()));
        body.element("p", about.toString(), "class", "soft");
        body.open("div", "class", "previews");
        body.open("div", "class", "preview slack").element("h3", "Slack workflow");
        slack(body, message.text("https"));
        body.close("div");
        body.open("div", "class", "preview mail").element("h3", "Mail");
        if (message.subject() != null) {
            body.open("p").element("strong", message.subject()).close("p");
        }
        body.open("div", "class", "body")
                .linked(message.text("email"))
                .close("div")
                .close("div");
        body.open("div", "class", "preview sms").element("h3", "SMS");
        body.open("div", "class", "body")
                .linked(message.text("sms"))
                .close("div")
                .close("div");
        body.close("div").close("section");
    }

    /** A workflow gets the flat JSON as variables; anything else is shown as it is. */
    private static void slack(Html body, String https) {
        JsonNode variables;
        try {
            variables = JSON.readTree(https);
        } catch (JsonProcessingException e) {
            variables = JSON.missingNode();
        }
        if (!variables.isObject()) {
            body.open("div", "class", "body").linked(https).close("div");
            return;
        }
        body.open("dl");
        variables
                .properties()
                .forEach(variable -> body.element("dt", variable.getKey())
                        .open("dd")
                        .linked(variable.getValue().asText())
                        .close("dd"));
        body.close("dl");
    }
}
