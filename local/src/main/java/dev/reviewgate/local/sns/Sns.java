package dev.reviewgate.local.sns;

import dev.reviewgate.local.template.Names;
import dev.reviewgate.local.template.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Topics, their subscriptions and every message that was published. */
public final class Sns implements AutoCloseable {
    private static final Set<String> PROTOCOLS = Set.of("http", "https", "email", "email-json", "sms");

    private final Map<String, String> topics = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Integer> deleted = new HashMap<>();
    private final List<Message> inbox = new CopyOnWriteArrayList<>();
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final Delivery delivery;

    /** @param awsUrl where the {@code SubscribeURL} of a confirmation leads */
    public Sns(String awsUrl) {
        this.delivery = new Delivery(awsUrl);
    }

    /** Creates what the template declares. */
    public void create(Collection<Template.Topic> declared, Collection<Template.Subscription> subscribed) {
        declared.forEach(topic -> createTopic(topic.name(), topic.displayName()));
        for (Template.Subscription subscription : subscribed) {
            try {
                subscribe(
                        subscription.topicArn(),
                        subscription.protocol(),
                        subscription.endpoint(),
                        subscription.rawDelivery(),
                        subscription.filterPolicy(),
                        subscription.deliveryPolicy());
            } catch (SnsException e) {
                throw new IllegalArgumentException(
                        "the template's subscription of " + subscription.endpoint() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Is told every message, on the publisher's thread. */
    public void onMessage(Consumer<Message> listener) {
        listeners.add(listener);
    }

    public synchronized String createTopic(String name, @Nullable String displayName) {
        String arn = Names.topic(name);
        if (!topics.containsKey(arn)) {
            // The inbox gets everything and has nothing to confirm, so that somebody is subscribed here.
            Subscription inbox = new Subscription(
                    arn + ":" + UUID.randomUUID(), arn, "application", "inbox", false, null, "", true, "");
            subscriptions.put(inbox.arn(), inbox);
        }
        topics.put(arn, displayName == null ? topics.getOrDefault(arn, "") : displayName);
        return arn;
    }

    public synchronized List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    public synchronized String displayName(String topicArn) throws SnsException {
        String name = topics.get(topicArn);
        if (name == null) {
            throw SnsException.notFound("Topic");
        }
        return name;
    }

    /** Returns every message, oldest first. */
    public List<Message> messages() {
        return List.copyOf(inbox);
    }

    public Message publish(PublishRequest request) throws SnsException {
        String topicArn = request.topicArn();
        if (topicArn == null || topicArn.isEmpty()) {
            throw SnsException.invalid(
                    "TopicArn", "no topic; phone numbers and platform endpoints are not supported here");
        }
        if (!topicArn.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]+")) {
            throw SnsException.invalid("TopicArn", "An ARN must have at least 6 elements, not " + topicArn);
        }
        displayName(topicArn);
        Message message = new Message(
                UUID.randomUUID().toString(),
                topicArn,
                request.subject(),
                Instant.now(),
                request.attributes(),
                request.validated());
        inbox.add(message);
        listeners.forEach(listener -> listener.accept(message));
        subscriptions(topicArn).stream()
                .filter(Subscription::confirmed)
                .filter(s -> s.filter() == null || s.filter().accepts(message.attributes()))
                .forEach(subscription -> delivery.deliver(subscription, message));
        return message;
    }

    public Subscription subscribe(
            String topicArn,
            String protocol,
            String endpoint,
            boolean rawDelivery,
            @Nullable String filterPolicy,
            @Nullable String deliveryPolicy)
            throws SnsException {
        displayName(topicArn);
        if (!PROTOCOLS.contains(protocol)) {
            throw SnsException.invalid("Protocol", "Does not support this protocol: " + protocol);
        }
        boolean web = protocol.startsWith("http");
        if (web && !endpoint.startsWith(protocol + "://")) {
            throw SnsException.invalid("Endpoint", "Endpoint must match the specified protocol");
        }
        if (rawDelivery && !web) {
            throw SnsException.invalid(
                    "Attributes",
                    "RawMessageDelivery: Delivery protocol [" + protocol + "] does not support raw message delivery.");
        }
        FilterPolicy filter = filterPolicy == null ? null : FilterPolicy.parse(filterPolicy);
        Subscription subscription = new Subscription(
                topicArn + ":" + UUID.randomUUID(),
                topicArn,
                protocol,
                endpoint,
                rawDelivery,
                filter,
                DeliveryPolicy.parse(deliveryPolicy).contentType(),
                false,
                UUID.randomUUID().toString().replace("-", "")
                        + UUID.randomUUID().toString().replace("-", ""));
        synchronized (this) {
            for (Subscription old : subscriptions.values()) {
                if (old.topicArn().equals(topicArn)
                        && old.protocol().equals(protocol)
                        && old.endpoint().equals(endpoint)) {
                    return old;
                }
            }
            subscriptions.put(subscription.arn(), subscription);
        }
        delivery.askToConfirm(subscription);
        return subscription;
    }

    public synchronized Subscription confirm(String topicArn, String token) throws SnsException {
        displayName(topicArn);
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.topicArn().equals(topicArn) && subscription.token().equals(token)) {
                Subscription confirmed = subscription.confirm();
                subscriptions.put(confirmed.arn(), confirmed);
                return confirmed;
            }
        }
        throw SnsException.invalid("Token", "Invalid token");
    }

    public synchronized void unsubscribe(String arn) {
        Subscription removed = subscriptions.remove(arn);
        if (removed != null) {
            deleted.merge(removed.topicArn(), 1, Integer::sum);
        }
    }

    /** Returns how many subscriptions of a topic were removed. */
    public synchronized int deleted(String topicArn) {
        return deleted.getOrDefault(topicArn, 0);
    }

    /** Returns the subscriptions of one topic, or of all where it is null. */
    public synchronized List<Subscription> subscriptions(@Nullable String topicArn) {
        List<Subscription> found = new ArrayList<>(subscriptions.values());
        found.removeIf(
                subscription -> topicArn != null && !subscription.topicArn().equals(topicArn));
        return found;
    }

    @Override
    public void close() {
        delivery.close();
    }
}
