package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.Stack;
import dev.reviewgate.local.slack.SlackUser;
import dev.reviewgate.local.sns.Message;
import java.util.List;

/** Every message as Slack, a mail program and a phone would show it; latest first. */
final class InboxPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stack stack;

    InboxPage(Stack stack) {
        this.stack = stack;
    }

    /**
     * Draws the page.
     *
     * @param as whose Slack it shows, by id
     * @param trouble why the last click led nowhere; empty if it did not
     */
    Layout.Page render(String as, String trouble) {
        SlackUser person = SlackFeed.person(as);
        List<Message> messages = stack.messages();
        Html body = new Html().element("h1", "Inbox");
        if (messages.isEmpty() && stack.slack().messages().isEmpty()) {
            body.element(
                    "p",
                    "Nothing was published yet. Reload the page when an execution asks for a review.",
                    "class",
                    "soft");
        }
        SlackFeed.people(body, person);
        if (!trouble.isEmpty()) {
            body.element("p", trouble, "class", "trouble", "role", "alert");
        }
        body.open("div", "class", "beside").open("div");
        new SlackFeed(stack.slack()).draw(body, person);
        body.close("div").open("div");
        if (!messages.isEmpty()) {
            body.element("h2", "SNS");
        }
        for (int i = messages.size() - 1; i >= 0; i--) {
            message(body, messages.get(i));
        }
        body.close("div").close("div");
        return new Layout.Page("Inbox", body, false);
    }

    private static void message(Html body, Message message) {
        body.open("section", "class", "card");
        body.element("h3", message.subject() == null ? "(no subject)" : message.subject());
        StringBuilder about = new StringBuilder(Layout.time(message.publishedAt())).append(" UTC");
        about.append(", topic: ")
                .append(message.topicArn().substring(message.topicArn().lastIndexOf(':') + 1));
        message.attributes()
                .forEach((name, attribute) ->
                        about.append(", ").append(name).append(": ").append(attribute.value()));
        body.element("p", about.toString(), "class", "soft");
        body.open("div", "class", "previews");
        body.open("div", "class", "preview slack").element("h4", "Slack workflow");
        slack(body, message.text("https"));
        body.close("div");
        body.open("div", "class", "preview mail").element("h4", "Mail");
        if (message.subject() != null) {
            body.open("p").element("strong", message.subject()).close("p");
        }
        body.open("div", "class", "body")
                .linked(message.text("email"))
                .close("div")
                .close("div");
        body.open("div", "class", "preview sms").element("h4", "SMS");
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
