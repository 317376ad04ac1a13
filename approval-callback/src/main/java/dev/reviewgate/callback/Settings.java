package dev.reviewgate.callback;

import dev.reviewgate.core.Env;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * What the environment says.
 *
 * @param slack the Slack app; null where there is none
 */
record Settings(
        Region region,
        String reviewBucket,
        String environment,
        @Nullable SlackApp slack) {
    /**
     * A Slack app.
     *
     * @param secretArn of the secret with its signing secret and its token
     * @param api where Slack's web API answers
     */
    record SlackApp(String secretArn, URI api) {}

    static Settings from(Map<String, String> variables) {
        Env env = new Env(variables);
        return new Settings(
                Region.of(env.text("AWS_REGION")),
                env.text("REVIEW_BUCKET"),
                env.text("ENVIRONMENT"),
                env.optionalText("SLACK_SECRET_ARN")
                        .map(arn -> new SlackApp(arn, env.url("SLACK_API_URL")))
                        .orElse(null));
    }
}
