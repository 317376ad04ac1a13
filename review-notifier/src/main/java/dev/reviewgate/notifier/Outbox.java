package dev.reviewgate.notifier;

import dev.reviewgate.core.ReviewRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All channels together: each is used at the same time as the others, and none depends on another. */
final class Outbox {
    static final String SNS = "sns";
    static final String SNS_ESCALATION = "sns-escalation";
    static final String SLACK = "slack";
    static final String SLACK_ESCALATION = "slack-escalation";

    private final SideBySide sideBySide;
    private final AskingMessages asking;
    private final OutcomeMessages outcomes;
    private final Topic topic;
    private final @Nullable Topic escalationTopic;
    private final @Nullable SlackChannels slack;
    private final String channel;
    private final Escalation escalation;

    /**
     * @param escalationTopic null for none
     * @param slack null without a Slack app
     * @param channel where Slack is asked; empty for nowhere
     */
    Outbox(
            SideBySide sideBySide,
            AskingMessages asking,
            OutcomeMessages outcomes,
            Topic topic,
            @Nullable Topic escalationTopic,
            @Nullable SlackChannels slack,
            String channel,
            Escalation escalation) {
        this.sideBySide = Objects.requireNonNull(sideBySide, "sideBySide");
        this.asking = Objects.requireNonNull(asking, "asking");
        this.outcomes = Objects.requireNonNull(outcomes, "outcomes");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.escalationTopic = escalationTopic;
        this.slack = slack;
        this.channel = Objects.requireNonNull(channel, "channel");
        this.escalation = Objects.requireNonNull(escalation, "escalation");
    }

    /**
     * Asks on every channel, and on those of the escalation when it is time for it.
     *
     * @param somebody whether a topic to which nobody has subscribed counts as nobody asked
     */
    List<Delivery> ask(Asking message, boolean somebody) {
        List<SideBySide.Work> work = new ArrayList<>();
        work.add(new SideBySide.Work(SNS, () -> publish(topic, asking.message(message), somebody)));
        if (slack != null) {
            work.add(new SideBySide.Work(SLACK, () -> slack.ask(SLACK, channel, message)));
        }
        if (escalation.covers(message.review().attempt())) {
            escalate(work, message, somebody);
        }
        return sideBySide.all(work);
    }

    private void escalate(List<SideBySide.Work> work, Asking message, boolean somebody) {
        Asking escalated = message.escalated();
        if (escalationTopic != null) {
            work.add(new SideBySide.Work(
                    SNS_ESCALATION, () -> publish(escalationTopic, asking.message(escalated), somebody)));
        }
        if (slack != null
                && !escalation.channel().isEmpty()
                && !escalation.channel().equals(channel)) {
            work.add(new SideBySide.Work(
                    SLACK_ESCALATION, () -> slack.escalate(SLACK_ESCALATION, escalation.channel(), escalated)));
        }
    }

    private static Delivery publish(Topic topic, Message message, boolean somebody) {
        return somebody ? topic.publishToSomebody(message) : topic.publish(message);
    }

    /**
     * Tells how a review ended, wherever it was asked for.
     *
     * @param review null if its record cannot be read; then Slack is not told, as nobody knows where
     */
    List<Delivery> tell(Announcement announcement, @Nullable ReviewRecord review) {
        Message message = outcomes.message(announcement);
        List<SideBySide.Work> work = new ArrayList<>();
        work.add(new SideBySide.Work(SNS, () -> topic.publish(message)));
        if (review != null) {
            if (escalationTopic != null && escalation.covers(review.attempt())) {
                work.add(new SideBySide.Work(SNS_ESCALATION, () -> escalationTopic.publish(message)));
            }
            if (slack != null) {
                work.add(new SideBySide.Work(SLACK, () -> slack.tell(SLACK, review, announcement)));
            }
        }
        return sideBySide.all(work);
    }
}
