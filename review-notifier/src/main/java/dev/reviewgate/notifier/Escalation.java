package dev.reviewgate.notifier;

import dev.reviewgate.core.Env;
import java.util.Objects;

/**
 * Whom to ask as well when nobody decides.
 *
 * @param fromAttempt the first attempt that they hear of
 * @param topicArn the SNS topic that they subscribe to; empty for none
 * @param channel their channel in Slack; empty for none
 */
record Escalation(int fromAttempt, String topicArn, String channel) {
    Escalation {
        Objects.requireNonNull(topicArn, "topicArn");
        Objects.requireNonNull(channel, "channel");
    }

    static Escalation from(Env env) {
        return new Escalation(
                env.whole("ESCALATE_FROM_ATTEMPT", 1, 1000),
                env.optionalText("ESCALATION_TOPIC_ARN").orElse(""),
                env.optionalText("SLACK_ESCALATION_CHANNEL").orElse(""));
    }

    /** Tells whether they hear of an attempt. */
    boolean covers(int attempt) {
        return attempt >= fromAttempt;
    }
}
