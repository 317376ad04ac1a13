package dev.reviewgate.notifier;

import dev.reviewgate.core.Env;
import dev.reviewgate.core.ReviewPolicy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the function is told by its environment.
 *
 * @param policy what the stack asks of every review
 * @param slack empty for a stack without a Slack app
 */
record Settings(
        String region,
        String reviewBucket,
        String topicArn,
        Escalation escalation,
        URI api,
        String environment,
        Retention retention,
        ReviewPolicy policy,
        Optional<SlackSettings> slack) {
    /** Where the pages are; a function that the API calls takes it from the call. */
    static final String API_URL = "API_URL";

    static Settings from(Map<String, String> variables) {
        Env env = new Env(variables);
        return new Settings(
                env.text("AWS_REGION"),
                env.text("REVIEW_BUCKET"),
                env.text("TOPIC_ARN"),
                Escalation.from(env),
                env.url(API_URL),
                env.text("ENVIRONMENT"),
                new Retention(env.whole("RETENTION_DAYS", 2, 3653)),
                ReviewPolicy.from(env),
                SlackSettings.from(env));
    }
}
