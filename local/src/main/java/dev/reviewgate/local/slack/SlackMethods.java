package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of the web API that an app with buttons calls. */
final class SlackMethods {
    private static final int LONGEST_TEXT = 40_000;
    private static final Set<String> READING = Set.of("users.info", "usergroups.users.list");

    private final Messages messages;
    private final Views views;

    SlackMethods(Messages messages, Views views) {
        this.messages = messages;
        this.views = views;
    }

    /** Methods that only read take a form or a query, and no JSON. */
    static boolean takesJson(String method) {
        return !READING.contains(method);
    }

    /** Returns what is said beside {@code ok: true}. */
    ObjectNode call(String method, Arguments arguments) throws SlackError {
        return switch (method) {
            case "auth.test" -> authTest();
            case "chat.postMessage" -> postMessage(arguments);
            case "chat.update" -> update(arguments);
            case "chat.postEphemeral" -> postEphemeral(arguments);
            case "users.info" -> userInfo(arguments);
            case "usergroups.users.list" -> groupMembers(arguments);
            case "views.open" -> openView(arguments);
            case "views.update" -> updateView(arguments);
            default -> throw new SlackError("unknown_method");
        };
    }

    private static ObjectNode authTest() {
        return answer().put("url", "https://local.slack.com/")
                .put("team", "Local")
                .put("user", "review-gate")
                .put("team_id", Directory.TEAM)
                .put("user_id", Directory.BOT_USER)
                .put("bot_id", Directory.BOT);
    }

    private ObjectNode postMessage(Arguments arguments) throws SlackError {
        SlackChannel channel = channel(arguments);
        JsonNode blocks = blocks(arguments);
        String text = text(arguments, blocks);
        SlackMessage message = messages.post(
                channel.id(),
                arguments.text("thread_ts"),
                text == null ? "" : text,
                blocks == null ? Messages.none() : blocks);
        ObjectNode answer = answer().put("channel", channel.id()).put("ts", message.ts());
        answer.set("message", Payloads.message(message));
        return answer;
    }

    private ObjectNode update(Arguments arguments) throws SlackError {
        String ts = arguments.required("ts");
        SlackChannel channel = channel(arguments);
        if (!channel.id().equals(arguments.text("channel"))) {
            throw new SlackError("channel_not_found");
        }
        JsonNode blocks = blocks(arguments);
        SlackMessage message = messages.update(channel.id(), ts, text(arguments, blocks), blocks);
        ObjectNode answer = answer().put("channel", channel.id()).put("ts", ts).put("text", message.text());
        answer.set("message", Payloads.message(message));
        return answer;
    }

    private ObjectNode postEphemeral(Arguments arguments) throws SlackError {
        SlackChannel channel = channel(arguments);
        String user = arguments.required("user");
        if (Directory.user(user) == null) {
            throw new SlackError("user_not_in_channel");
        }
        JsonNode blocks = blocks(arguments);
        String text = text(arguments, blocks);
        String ts =
                messages.note(channel.id(), user, text == null ? "" : text, blocks == null ? Messages.none() : blocks);
        return answer().put("message_ts", ts);
    }

    private static ObjectNode userInfo(Arguments arguments) throws SlackError {
        SlackUser user = Directory.user(arguments.required("user"));
        if (user == null) {
            throw new SlackError("user_not_found");
        }
        ObjectNode answer = answer();
        answer.set("user", Directory.profile(user));
        return answer;
    }

    private static ObjectNode groupMembers(Arguments arguments) throws SlackError {
        List<String> members = Directory.GROUPS.get(arguments.required("usergroup"));
        if (members == null) {
            throw new SlackError("no_such_subteam");
        }
        ObjectNode answer = answer();
        members.forEach(answer.putArray("users")::add);
        return answer;
    }

    private ObjectNode openView(Arguments arguments) throws SlackError {
        String trigger = arguments.required("trigger_id");
        return answered(views.open(trigger, BlockKit.view(view(arguments))));
    }

    private ObjectNode updateView(Arguments arguments) throws SlackError {
        String id = arguments.required("view_id");
        return answered(views.update(id, arguments.text("hash"), BlockKit.view(view(arguments))));
    }

    private static ObjectNode answered(SlackView view) {
        ObjectNode answer = answer();
        answer.set("view", Payloads.view(view));
        return answer;
    }

    private static JsonNode view(Arguments arguments) throws SlackError {
        JsonNode view = arguments.json("view", "invalid_arguments");
        if (view == null) {
            throw new SlackError("invalid_arguments", "[ERROR] missing required field: view");
        }
        return view;
    }

    private static SlackChannel channel(Arguments arguments) throws SlackError {
        SlackChannel channel = Directory.channel(arguments.required("channel"));
        if (channel == null) {
            throw new SlackError("channel_not_found");
        }
        return channel;
    }

    private static @Nullable JsonNode blocks(Arguments arguments) throws SlackError {
        JsonNode blocks = arguments.json("blocks", "invalid_blocks_format");
        return blocks == null ? null : BlockKit.message(blocks);
    }

    private static @Nullable String text(Arguments arguments, @Nullable JsonNode blocks) throws SlackError {
        String text = arguments.text("text");
        if (text == null && blocks == null) {
            throw new SlackError("no_text");
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new SlackError("msg_too_long");
        }
        return text;
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
