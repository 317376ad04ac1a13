package dev.reviewgate.callback;

import dev.reviewgate.core.Env;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/** What the environment says. */
record Settings(Region region, String reviewBucket, String environment) {
    static Settings from(Map<String, String> variables) {
        Env env = new Env(variables);
        return new Settings(Region.of(env.text("AWS_REGION")), env.text("REVIEW_BUCKET"), env.text("ENVIRONMENT"));
    }
}
