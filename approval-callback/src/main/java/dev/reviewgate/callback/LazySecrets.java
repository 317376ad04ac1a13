package dev.reviewgate.callback;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Builds the client for Secrets Manager when it is first called: those who open a page do not wait for it. */
final class LazySecrets implements SecretsManagerClient {
    private final Supplier<SecretsManagerClient> builder;
    private @Nullable SecretsManagerClient client;

    LazySecrets(Supplier<SecretsManagerClient> builder) {
        this.builder = builder;
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        return client().getSecretValue(request);
    }

    private synchronized SecretsManagerClient client() {
        SecretsManagerClient built = client == null ? builder.get() : client;
        client = built;
        return built;
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {
        // It lives as long as the function's environment.
    }
}
