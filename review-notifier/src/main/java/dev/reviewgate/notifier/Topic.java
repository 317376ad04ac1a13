package dev.reviewgate.notifier;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** The SNS topic that everybody who is asked subscribes to. */
final class Topic {
    private final SnsClient sns;
    private final String arn;
    private final String environment;

    Topic(SnsClient sns, String arn, String environment) {
        this.sns = Objects.requireNonNull(sns, "sns");
        this.arn = Objects.requireNonNull(arn, "arn");
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    /**
     * Makes sure that there is somebody to ask: SNS takes a message that nobody gets without a word.
     *
     * @throws NotificationNotSent if nobody has confirmed a subscription, or SNS could not be asked
     */
    void requireSubscriber() {
        try {
            String confirmed =
                    sns.getTopicAttributes(a -> a.topicArn(arn)).attributes().get("SubscriptionsConfirmed");
            if ("0".equals(confirmed)) {
                throw new NotificationNotSent("nobody has confirmed a subscription to " + arn);
            }
        } catch (SdkException e) {
            throw new NotificationNotSent("SNS did not say who is subscribed: " + e.getMessage());
        }
    }

    /**
     * Publishes a message once, to all channels.
     *
     * @return the id that SNS gave it
     * @throws NotificationNotSent if SNS refused it or could not be reached
     */
    String publish(Message message) {
        try {
            return sns.publish(p -> p.topicArn(arn)
                            .subject(message.subject())
                            .messageStructure("json")
                            .message(message.body())
                            .messageAttributes(
                                    Map.of("environment", attribute(environment), "kind", attribute(message.kind()))))
                    .messageId();
        } catch (SdkException e) {
            throw new NotificationNotSent("SNS did not take the message: " + e.getMessage());
        }
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
