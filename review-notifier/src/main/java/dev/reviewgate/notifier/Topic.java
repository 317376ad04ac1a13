package dev.reviewgate.notifier;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** An SNS topic that those who are asked subscribe to. */
final class Topic {
    private final String channel;
    private final SnsClient sns;
    private final String arn;
    private final String environment;

    /** @param channel what logs call it */
    Topic(String channel, SnsClient sns, String arn, String environment) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.sns = Objects.requireNonNull(sns, "sns");
        this.arn = Objects.requireNonNull(arn, "arn");
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    String channel() {
        return channel;
    }

    /** Publishes a message if anybody gets it: SNS takes one that nobody gets without a word. */
    Delivery publishToSomebody(Message message) {
        try {
            String confirmed =
                    sns.getTopicAttributes(a -> a.topicArn(arn)).attributes().get("SubscriptionsConfirmed");
            if ("0".equals(confirmed)) {
                return new Delivery.NobodyThere(channel, "nobody has confirmed a subscription to " + arn);
            }
        } catch (SdkException e) {
            return new Delivery.NotSent(channel, "SNS did not say who is subscribed: " + e.getMessage());
        }
        return publish(message);
    }

    /** Publishes a message once, to all who are subscribed. */
    Delivery publish(Message message) {
        try {
            return new Delivery.Sent(
                    channel,
                    sns.publish(p -> p.topicArn(arn)
                                    .subject(message.subject())
                                    .messageStructure("json")
                                    .message(message.body())
                                    .messageAttributes(Map.of(
                                            "environment", attribute(environment), "kind", attribute(message.kind()))))
                            .messageId());
        } catch (SdkException e) {
            return new Delivery.NotSent(channel, "SNS did not take the message: " + e.getMessage());
        }
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
