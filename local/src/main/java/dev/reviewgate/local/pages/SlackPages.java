package dev.reviewgate.local.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.slack.Slack;
import dev.reviewgate.local.slack.SlackClick;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackSubmission;
import dev.reviewgate.local.slack.SlackUser;
import dev.reviewgate.local.slack.SlackView;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a person does in Slack, as forms of a page: click a button, fill in a modal, submit it. */
final class SlackPages {
    private static final int LONGEST_FORM = 64 * 1024;
    private static final String FIELD = "f.";

    /** What a person last tried with a modal. */
    private record Attempt(Map<String, String> entered, Map<String, String> errors, String trouble) {
        static final Attempt NONE = new Attempt(Map.of(), Map.of(), "");
    }

    private final Slack slack;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    SlackPages(Slack slack) {
        this.slack = slack;
    }

    static boolean takes(String path) {
        return path.equals("/slack/click") || path.equals("/slack/submit");
    }

    /** Answers one of the forms with where to look next. */
    void post(Exchange exchange, String path) throws IOException, InterruptedException {
        byte[] body = exchange.body(LONGEST_FORM);
        Map<String, String> form = body == null ? Map.of() : Exchange.form(new String(body, UTF_8));
        SlackUser person = SlackFeed.person(form.getOrDefault("user", ""));
        String next = path.equals("/slack/click") ? click(person, form) : submit(person, form);
        if (next == null) {
            Layout.send(exchange, 404, Layout.notFound());
        } else {
            exchange.responseHeaders().set("Location", next);
            exchange.send(303, new byte[0]);
        }
    }

    private @Nullable String click(SlackUser person, Map<String, String> form) throws InterruptedException {
        SlackMessage message = slack.find(form.getOrDefault("channel", ""), form.getOrDefault("ts", ""));
        String action = form.getOrDefault("action", "");
        if (message == null) {
            return null;
        }
        String inbox = "/_local/inbox?as=" + person.id();
        String anchor = "#" + SlackFeed.anchor(message.channel(), message.ts());
        if (!message.buttons().contains(action)) {
            return inbox + "&trouble=gone" + anchor;
        }
        SlackClick click = slack.click(person.id(), message, action);
        if (click.view() != null) {
            return "/_local/slack/views/" + click.view().id();
        }
        // Slack opens a button's link whatever the app says to the click.
        if (message.link(action).startsWith("http")) {
            return message.link(action);
        }
        return inbox + (click.status() == 200 ? "" : "&trouble=" + click.status()) + anchor;
    }

    private @Nullable String submit(SlackUser person, Map<String, String> form) throws InterruptedException {
        SlackView view = slack.view(form.getOrDefault("view", ""));
        if (view == null || !view.userId().equals(person.id())) {
            return null;
        }
        Map<String, String> entered = new HashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(FIELD)) {
                entered.put(name.substring(FIELD.length()), value.replace("\r\n", "\n"));
            }
        });
        SlackSubmission submission = slack.submit(person.id(), view, entered);
        if (submission.isClosed()) {
            attempts.remove(view.id());
            return "/_local/inbox?as=" + person.id();
        }
        boolean updated = submission.action().equals("update");
        attempts.put(
                view.id(),
                new Attempt(
                        updated ? Map.of() : entered,
                        submission.errors(),
                        submission.status() == 200 ? "" : trouble(Integer.toString(submission.status()))));
        return "/_local/slack/views/" + view.id();
    }

    /** Says what Slack would, and what a developer has to know besides; empty for no trouble. */
    static String trouble(String status) {
        return switch (status) {
            case "" -> "";
            case "gone" -> "This message was updated in the meantime; that button is gone.";
            case "0" -> "We had some trouble connecting. Try again? (The app did not answer in time.)";
            default -> "We had some trouble connecting. Try again? (The app answered with status " + status + ".)";
        };
    }

    /** Returns the page of an open modal; null if there is none of this id. */
    Layout.@Nullable Page view(String id) {
        SlackView view = slack.view(id);
        if (view == null) {
            return null;
        }
        SlackUser person = SlackFeed.person(view.userId());
        Attempt attempt = attempts.getOrDefault(id, Attempt.NONE);
        Html body = new Html();
        SlackFeed.people(body, person);
        body.open("div", "class", "modal", "role", "dialog", "aria-labelledby", "modal-title");
        body.open("form", "method", "post", "action", "/_local/slack/submit");
        SlackFeed.hidden(body, "view", id);
        SlackFeed.hidden(body, "user", view.userId());
        body.open("div", "class", "modal-head").element("h1", view.title(), "id", "modal-title");
        body.close("div").open("div", "class", "modal-body");
        if (!attempt.trouble().isEmpty()) {
            body.element("p", attempt.trouble(), "class", "trouble", "role", "alert");
        }
        new SlackBlocks(body, attempt.entered(), attempt.errors()).draw(view.blocks(), false);
        body.close("div").open("div", "class", "modal-foot");
        JsonNode close = view.json().at("/close/text");
        body.open("a", "class", "bk-button", "href", "/_local/inbox?as=" + view.userId());
        body.text(close.asText(view.submit().isEmpty() ? "Close" : "Cancel")).close("a");
        if (!view.submit().isEmpty()) {
            body.element("button", view.submit(), "class", "bk-button primary");
        }
        body.close("div").close("form").close("div");
        return new Layout.Page(view.title(), body, false);
    }
}
