package dev.reviewgate.slack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Secrets Manager with one secret, which a test may change or take away. */
public final class FakeSecrets implements SecretsManagerClient {
    public static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:review-gate-slack-AbCdEf";
    public static final SlackCredentials CREDENTIALS =
            new SlackCredentials("8f742231b10e8888abcd99yyyzzz85a5", "xoxb-example-0123456789");

    private final List<GetSecretValueRequest> reads = new ArrayList<>();
    private @Nullable String secret = json(CREDENTIALS);
    private @Nullable RuntimeException failure;

    public static String json(SlackCredentials credentials) {
        return "{\"signingSecret\": \"" + credentials.signingSecret() + "\", \"botToken\": \"" + credentials.botToken()
                + "\"}";
    }

    public synchronized void rotateTo(SlackCredentials credentials) {
        secret = json(credentials);
    }

    public synchronized void hold(@Nullable String text) {
        secret = text;
    }

    /** Makes each read fail like this; null lets them succeed again. */
    public synchronized void fail(@Nullable RuntimeException with) {
        failure = with;
    }

    public synchronized List<GetSecretValueRequest> reads() {
        return List.copyOf(reads);
    }

    @Override
    public synchronized GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads.add(request);
        if (failure != null) {
            throw failure;
        }
        return GetSecretValueResponse.builder().secretString(secret).build();
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}
}
