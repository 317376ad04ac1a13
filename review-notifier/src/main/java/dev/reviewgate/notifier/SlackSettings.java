package dev.reviewgate.notifier;

import dev.reviewgate.core.Env;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the Slack app is reached, and where it posts.
 *
 * @param channel where requests are posted; empty for nowhere
 */
record SlackSettings(String secretArn, URI apiUrl, String channel) {
    SlackSettings {
        Objects.requireNonNull(secretArn, "secretArn");
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(channel, "channel");
    }

    /** Reads the settings of a stack that has a Slack app; empty if it has none. */
    static Optional<SlackSettings> from(Env env) {
        return env.optionalText("SLACK_SECRET_ARN")
                .map(arn -> new SlackSettings(
                        arn,
                        env.url("SLACK_API_URL"),
                        env.optionalText("SLACK_CHANNEL").orElse("")));
    }
}
