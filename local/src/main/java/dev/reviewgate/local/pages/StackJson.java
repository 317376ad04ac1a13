package dev.reviewgate.local.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Stack;
import dev.reviewgate.local.slack.SlackMessage;
import dev.reviewgate.local.sns.Message;
import java.util.List;

/** The answers for programs. */
final class StackJson {
    private final Stack stack;

    StackJson(Stack stack) {
        this.stack = stack;
    }

    String stack() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiUrl", stack.apiUrl());
        json.put("awsUrl", stack.awsUrl());
        json.put("stateMachineArn", stack.stateMachineArn());
        stack.stateMachines().forEach(json.putObject("stateMachines")::put);
        json.put("topicArn", stack.topicArn());
        json.put("datasetBucket", stack.datasetBucket());
        json.put("reviewBucket", stack.reviewBucket());
        stack.functions().forEach(json.putObject("functions")::put);
        return json.toPrettyString();
    }

    String messages() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        stack.messages().forEach(message -> json.add(message(message)));
        return json.toPrettyString();
    }

    /** Returns what stands in Slack's channels, oldest first, each message with what it has said before. */
    String slack() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        stack.slack().messages().forEach(message -> slack(json.addObject(), message));
        return json.toPrettyString();
    }

    private void slack(ObjectNode json, SlackMessage message) {
        json.put("channel", message.channel()).put("ts", message.ts());
        version(json, message.now());
        ArrayNode earlier = json.putArray("earlier");
        message.earlier().forEach(version -> version(earlier.addObject(), version));
        List<SlackMessage> replies = stack.slack().replies(message);
        if (!replies.isEmpty()) {
            ArrayNode thread = json.putArray("replies");
            replies.forEach(reply -> slack(thread.addObject(), reply));
        }
    }

    private static void version(ObjectNode json, SlackMessage.Version version) {
        json.put("since", version.since().toString()).put("text", version.text());
        json.set("blocks", version.blocks());
    }

    private static ObjectNode message(Message message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", message.id());
        json.put("topicArn", message.topicArn());
        json.put("subject", message.subject());
        json.put("publishedAt", message.publishedAt().toString());
        ObjectNode attributes = json.putObject("attributes");
        message.attributes().forEach((name, attribute) -> attributes.put(name, attribute.value()));
        ObjectNode messages = json.putObject("messages");
        for (String protocol : new String[] {"default", "https", "email", "sms"}) {
            messages.put(protocol, message.text(protocol));
        }
        return json;
    }
}
