package dev.reviewgate.local.pages;

import dev.reviewgate.local.slack.Slack;
import dev.reviewgate.local.slack.SlackChannel;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.slack.SlackNote;
import dev.reviewgate.local.slack.SlackUser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The channels as one person sees them in Slack, latest message first. */
final class SlackFeed {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Slack slack;

    SlackFeed(Slack slack) {
        this.slack = slack;
    }

    /** Returns the person of this id, or the first of all. */
    static SlackUser person(String id) {
        return Slack.users().stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElse(Slack.users().get(0));
    }

    static String anchor(String channel, String ts) {
        return "m-" + channel + "-" + ts.replace('.', '-');
    }

    /** Draws whose screen this is, and links to the others'. */
    static void people(Html body, SlackUser person) {
        body.open("p", "class", "people").element("span", "In Slack you are", "class", "soft");
        for (SlackUser user : Slack.users()) {
            if (user.equals(person)) {
                body.element("strong", user.realName(), "aria-current", "true");
            } else {
                body.link("/_local/inbox?as=" + user.id(), user.realName());
            }
        }
        body.close("p");
    }

    /** Something in a channel, and when it came. */
    private record Entry(Instant at, Runnable draw) {}

    void draw(Html body, SlackUser person) {
        for (SlackChannel channel : Slack.channels()) {
            List<Entry> entries = new ArrayList<>();
            for (SlackMessage message : slack.messages(channel.id())) {
                entries.add(new Entry(message.postedAt(), () -> thread(body, message, person)));
            }
            for (SlackNote note : slack.notes(person.id())) {
                if (note.channel().equals(channel.id())) {
                    entries.add(new Entry(note.at(), () -> note(body, note)));
                }
            }
            if (!entries.isEmpty()) {
                entries.sort(Comparator.comparing(Entry::at).reversed());
                body.element("h2", "#" + channel.name()).open("div", "class", "card channel");
                entries.forEach(entry -> entry.draw().run());
                body.close("div");
            }
        }
    }

    /** A message and the answers in its thread, which are read from the first on. */
    private void thread(Html body, SlackMessage message, SlackUser person) {
        body.open("article", "class", "msg", "id", anchor(message.channel(), message.ts()));
        message(body, message, person);
        List<SlackMessage> replies = slack.replies(message);
        if (!replies.isEmpty()) {
            body.open("div", "class", "thread");
            body.element("p", replies.size() == 1 ? "1 reply" : replies.size() + " replies", "class", "soft");
            for (SlackMessage reply : replies) {
                body.open("article", "id", anchor(reply.channel(), reply.ts()));
                message(body, reply, person);
                body.close("article");
            }
            body.close("div");
        }
        body.close("article");
    }

    private static void message(Html body, SlackMessage message, SlackUser person) {
        sender(body, message.postedAt());
        if (message.isUpdated()) {
            body.element("span", "updated " + TIME.format(message.now().since()), "class", "status RUNNING");
        }
        body.close("p");
        body.open("form", "method", "post", "action", "/_local/slack/click");
        hidden(body, "user", person.id());
        hidden(body, "channel", message.channel());
        hidden(body, "ts", message.ts());
        content(body, message.now(), true);
        body.close("form");
        for (int i = message.earlier().size() - 1; i >= 0; i--) {
            SlackMessage.Version earlier = message.earlier().get(i);
            body.open("details", "class", "earlier")
                    .element("summary", "As it was from " + TIME.format(earlier.since()) + " on");
            content(body, earlier, false);
            body.close("details");
        }
    }

    private static void note(Html body, SlackNote note) {
        body.open("article", "class", "msg only");
        sender(body, note.at());
        body.element("span", "Only visible to you", "class", "soft").close("p");
        content(body, new SlackMessage.Version(note.text(), note.blocks(), note.at()), false);
        body.close("article");
    }

    private static void sender(Html body, Instant at) {
        body.open("p", "class", "who").open("span", "class", "avatar", "aria-hidden", "true");
        body.text("RG").close("span").element("strong", "Review Gate");
        body.element("span", "APP", "class", "app").element("span", TIME.format(at), "class", "soft");
    }

    private static void content(Html body, SlackMessage.Version version, boolean live) {
        body.open("div", "class", "what");
        if (version.blocks().isEmpty()) {
            new Mrkdwn(body).draw(version.text());
        } else {
            new SlackBlocks(body).draw(version.blocks(), live);
            if (!version.shown().equals(version.text())) {
                body.open("p", "class", "soft notification").text("Notification: ");
                new Mrkdwn(body).draw(version.text());
                body.close("p");
            }
        }
        body.close("div");
    }

    static void hidden(Html body, String name, String value) {
        body.open("input", "type", "hidden", "name", name, "value", value);
    }
}
