package dev.reviewgate.notifier;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** SNS in memory. */
final class FakeSns implements SnsClient {
    final List<PublishRequest> published = new CopyOnWriteArrayList<>();
    final Set<String> nobodySubscribed = ConcurrentHashMap.newKeySet();
    final Set<String> refused = ConcurrentHashMap.newKeySet();

    @Override
    public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest request) {
        return GetTopicAttributesResponse.builder()
                .attributes(Map.of("SubscriptionsConfirmed", nobodySubscribed.contains(request.topicArn()) ? "0" : "1"))
                .build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (refused.contains(request.topicArn())) {
            throw SnsException.builder()
                    .statusCode(403)
                    .message("not authorized to perform: SNS:Publish")
                    .build();
        }
        published.add(request);
        return PublishResponse.builder().messageId("m-" + published.size()).build();
    }

    List<PublishRequest> to(String topicArn) {
        return published.stream().filter(p -> p.topicArn().equals(topicArn)).toList();
    }

    /** What a subscription's filter policy could tell the messages to a topic by. */
    List<String> kinds(String topicArn) {
        return to(topicArn).stream()
                .flatMap(p -> Stream.ofNullable(p.messageAttributes().get("kind")))
                .map(MessageAttributeValue::stringValue)
                .toList();
    }

    @Override
    public String serviceName() {
        return "sns";
    }

    @Override
    public void close() {}
}
