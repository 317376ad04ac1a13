package dev.reviewgate.local.sns;

import org.jspecify.annotations.Nullable;

/**
 * A subscription to a topic.
 *
 * @param contentType of the notifications that are posted to it
 * @param confirmed false until the endpoint has confirmed; it gets no message before
 * @param token what confirms it
 */
public record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        boolean rawDelivery,
        @Nullable FilterPolicy filter,
        String contentType,
        boolean confirmed,
        String token) {

    Subscription confirm() {
        return new Subscription(arn, topicArn, protocol, endpoint, rawDelivery, filter, contentType, true, token);
    }
}
