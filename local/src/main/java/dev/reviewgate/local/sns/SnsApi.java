package dev.reviewgate.local.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query protocol of SNS: a form in, XML out. */
public final class SnsApi {
    private final Sns sns;

    public SnsApi(Sns sns) {
        this.sns = sns;
    }

    /** Answers one request, whose form or query was read already. */
    public void handle(Exchange exchange, Map<String, String> form) throws IOException {
        String action = form.getOrDefault("Action", "");
        try {
            String result = result(action, form);
            send(
                    exchange,
                    200,
                    "<" + action + "Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                            + (result.isEmpty() ? "" : "<" + action + "Result>" + result + "</" + action + "Result>")
                            + "<ResponseMetadata>"
                            + element("RequestId", UUID.randomUUID().toString())
                            + "</ResponseMetadata></" + action + "Response>");
        } catch (SnsException e) {
            sendError(exchange, e);
        }
    }

    public static void sendError(Exchange exchange, SnsException e) throws IOException {
        send(
                exchange,
                e.status(),
                "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>"
                        + element("Type", e.status() >= 500 ? "Receiver" : "Sender")
                        + element("Code", e.code())
                        + element("Message", String.valueOf(e.getMessage()))
                        + "</Error>" + element("RequestId", UUID.randomUUID().toString()) + "</ErrorResponse>");
    }

    private String result(String action, Map<String, String> form) throws SnsException {
        return switch (action) {
            case "Publish" -> element("MessageId", publish(form).id());
            case "CreateTopic" -> element("TopicArn", createTopic(required(form, "Name")));
            case "ListTopics" -> list("Topics", sns.topics(), arn -> element("TopicArn", arn));
            case "GetTopicAttributes" -> topicAttributes(required(form, "TopicArn"));
            case "Subscribe" -> subscribe(form);
            case "ConfirmSubscription" ->
                element(
                        "SubscriptionArn",
                        sns.confirm(required(form, "TopicArn"), required(form, "Token"))
                                .arn());
            case "Unsubscribe" -> {
                sns.unsubscribe(required(form, "SubscriptionArn"));
                yield "";
            }
            case "ListSubscriptions" -> list("Subscriptions", sns.subscriptions(null), SnsApi::describe);
            case "ListSubscriptionsByTopic" -> {
                String topic = required(form, "TopicArn");
                sns.displayName(topic);
                yield list("Subscriptions", sns.subscriptions(topic), SnsApi::describe);
            }
            default -> throw new SnsException(400, "InvalidAction", "The action " + action + " is not supported here");
        };
    }

    private Message publish(Map<String, String> form) throws SnsException {
        return sns.publish(new PublishRequest(
                form.containsKey("TopicArn") ? form.get("TopicArn") : form.get("TargetArn"),
                form.get("Message"),
                form.get("Subject"),
                form.get("MessageStructure"),
                attributes(form)));
    }

    private static Map<String, Message.Attribute> attributes(Map<String, String> form) {
        Map<String, Message.Attribute> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = "MessageAttributes.entry." + i + ".";
            String binary = form.get(entry + "Value.BinaryValue");
            attributes.put(
                    form.getOrDefault(entry + "Name", ""),
                    new Message.Attribute(
                            form.getOrDefault(entry + "Value.DataType", ""),
                            binary != null ? decoded(binary) : form.getOrDefault(entry + "Value.StringValue", "")));
        }
        return attributes;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String createTopic(String name) throws SnsException {
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw SnsException.invalid("Topic Name", "letters, digits, - and _ only, at most 256");
        }
        return sns.createTopic(name, null);
    }

    private String topicAttributes(String arn) throws SnsException {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TopicArn", arn);
        attributes.put("DisplayName", sns.displayName(arn));
        List<Subscription> subscriptions = sns.subscriptions(arn);
        long confirmed = subscriptions.stream().filter(Subscription::confirmed).count();
        attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
        attributes.put("SubscriptionsPending", Long.toString(subscriptions.size() - confirmed));
        attributes.put("SubscriptionsDeleted", Integer.toString(sns.deleted(arn)));
        StringBuilder entries = new StringBuilder();
        attributes.forEach((name, value) -> entries.append("<entry>")
                .append(element("key", name))
                .append(element("value", value))
                .append("</entry>"));
        return "<Attributes>" + entries + "</Attributes>";
    }

    private String subscribe(Map<String, String> form) throws SnsException {
        boolean raw = false;
        String filter = null;
        String delivery = null;
        for (int i = 1; form.containsKey("Attributes.entry." + i + ".key"); i++) {
            String value = form.getOrDefault("Attributes.entry." + i + ".value", "");
            switch (form.getOrDefault("Attributes.entry." + i + ".key", "")) {
                case "RawMessageDelivery" -> raw = value.equalsIgnoreCase("true");
                case "FilterPolicy" -> filter = value;
                case "DeliveryPolicy" -> delivery = value;
                default ->
                    throw SnsException.invalid(
                            "Attributes", "only RawMessageDelivery, FilterPolicy and DeliveryPolicy here");
            }
        }
        Subscription subscription = sns.subscribe(
                required(form, "TopicArn"),
                required(form, "Protocol"),
                required(form, "Endpoint"),
                raw,
                filter,
                delivery);
        boolean arn = subscription.confirmed() || "true".equals(form.get("ReturnSubscriptionArn"));
        return element("SubscriptionArn", arn ? subscription.arn() : "pending confirmation");
    }

    private static String describe(Subscription subscription) {
        return element("TopicArn", subscription.topicArn())
                + element("Protocol", subscription.protocol())
                + element("SubscriptionArn", subscription.confirmed() ? subscription.arn() : "PendingConfirmation")
                + element("Owner", "000000000000")
                + element("Endpoint", subscription.endpoint());
    }

    private static <T> String list(String name, List<T> items, Function<T, String> item) {
        StringBuilder members = new StringBuilder();
        items.forEach(i -> members.append("<member>").append(item.apply(i)).append("</member>"));
        return "<" + name + ">" + members + "</" + name + ">";
    }

    private static String required(Map<String, String> form, String name) throws SnsException {
        String value = form.get(name);
        if (value == null || value.isEmpty()) {
            throw SnsException.invalid(name, "a value is required");
        }
        return value;
    }

    private static String element(String name, @Nullable String value) {
        String text = value == null ? "" : value;
        return "<" + name + ">"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</" + name + ">";
    }

    private static void send(Exchange exchange, int status, String xml) throws IOException {
        exchange.sendText(status, "text/xml", xml);
    }
}
