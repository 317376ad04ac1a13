package dev.reviewgate.local.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Stack;
import dev.reviewgate.local.sns.Message;

/** The two answers for programs. */
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
