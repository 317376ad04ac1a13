package dev.reviewgate.notifier;

import dev.reviewgate.core.Env;
import java.net.URI;
import java.util.Map;

/** What the function is told by its environment. */
record Settings(String region, String reviewBucket, String topicArn, URI api, String environment, Retention retention) {
    static Settings from(Map<String, String> variables) {
        Env env = new Env(variables);
        return new Settings(
                env.text("AWS_REGION"),
                env.text("REVIEW_BUCKET"),
                env.text("TOPIC_ARN"),
                env.url("API_URL"),
                env.text("ENVIRONMENT"),
                new Retention(env.whole("RETENTION_DAYS", 2, 3653)));
    }
}
