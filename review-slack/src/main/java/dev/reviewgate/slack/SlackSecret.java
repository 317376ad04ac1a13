package dev.reviewgate.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The Slack app's secret in Secrets Manager: JSON with {@code signingSecret} and {@code botToken}. It is read once, when it is
 * first needed, and again when something shows that it may have been rotated.
 */
public final class SlackSecret {
    /** How long a suspicion waits for the next one, so that forged requests do not become calls to Secrets Manager. */
    static final Duration BETWEEN_REREADS = Duration.ofMinutes(5);

    private final SecretsManagerClient secrets;
    private final String arn;
    private final Clock clock;
    private @Nullable SlackCredentials known;
    private Instant nextReread = Instant.MIN;

    public SlackSecret(SecretsManagerClient secrets, String arn, Clock clock) {
        this.secrets = Objects.requireNonNull(secrets, "secrets");
        this.arn = Objects.requireNonNull(arn, "arn");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Returns the secret, which is read only if it is not known yet.
     *
     * @throws SlackSecretUnreadable if it cannot be read by then, or lacks something; the next call tries again
     */
    public synchronized SlackCredentials get(Deadline deadline) {
        SlackCredentials credentials = known == null ? read(deadline) : known;
        known = credentials;
        return credentials;
    }

    /**
     * Reads the secret again, at most every five minutes, because what is known of it did not fit.
     *
     * @return the secret if it is another one now than the one that did not fit
     * @throws SlackSecretUnreadable if it cannot be read by then, or lacks something
     */
    public synchronized Optional<SlackCredentials> insteadOf(SlackCredentials stale, Deadline deadline) {
        if (known != null && !known.equals(stale)) {
            return Optional.of(known);
        }
        Instant now = clock.instant();
        if (now.isBefore(nextReread)) {
            return Optional.empty();
        }
        nextReread = now.plus(BETWEEN_REREADS);
        SlackCredentials read = read(deadline);
        known = read;
        return Optional.of(read).filter(r -> !r.equals(stale));
    }

    private SlackCredentials read(Deadline deadline) {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new SlackSecretUnreadable("no time was left to read the Slack secret");
        }
        try {
            return parse(
                    secrets.getSecretValue(get -> get.secretId(arn).overrideConfiguration(o -> o.apiCallTimeout(left)))
                            .secretString());
        } catch (SdkServiceException e) {
            throw new SlackSecretUnreadable("Secrets Manager refused to read the Slack secret: "
                    + e.getClass().getSimpleName() + " " + e.statusCode());
        } catch (SdkException e) {
            throw new SlackSecretUnreadable("Secrets Manager did not answer with the Slack secret: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Keeps Jackson's exception out, which quotes what it could not read. */
    @SuppressWarnings("UnusedException")
    private static SlackCredentials parse(@Nullable String text) {
        if (text == null) {
            throw new SlackSecretUnreadable("the Slack secret is binary; give it as text");
        }
        try {
            JsonNode json = Json.mapper().readTree(text);
            return new SlackCredentials(field(json, "signingSecret"), field(json, "botToken"));
        } catch (JsonProcessingException e) {
            throw new SlackSecretUnreadable("the Slack secret is not JSON");
        }
    }

    private static String field(JsonNode json, String name) {
        String value = json.path(name).asText("").strip();
        if (value.isEmpty()) {
            throw new SlackSecretUnreadable("the Slack secret has no " + name);
        }
        return value;
    }
}
