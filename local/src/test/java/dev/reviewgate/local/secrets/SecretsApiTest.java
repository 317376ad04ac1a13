package dev.reviewgate.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reviewgate.local.http.LoopbackServer;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsApiTest {
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:review-gate/slack-l0ca1a";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SecretsApi api = new SecretsApi();
    private final AtomicReference<String> value = new AtomicReference<>("{\"a\":1}");
    private LoopbackServer server;
    private SecretsManagerClient client;

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        api.put(ARN, value::get);
        server = LoopbackServer.bind(0, executor);
        server.start(exchange -> api.handle(
                exchange,
                Objects.requireNonNull(exchange.header("X-Amz-Target")).substring(SecretsApi.TARGET.length()),
                Objects.requireNonNull(exchange.body(10_000))));
        client = SecretsManagerClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        executor.shutdownNow();
    }

    @Test
    void secretIsFoundByItsArnAndByItsName() {
        var byArn = client.getSecretValue(r -> r.secretId(ARN));

        assertThat(byArn.secretString()).isEqualTo("{\"a\":1}");
        assertThat(byArn.arn()).isEqualTo(ARN);
        assertThat(byArn.name()).isEqualTo("review-gate/slack");
        assertThat(byArn.versionStages()).containsExactly("AWSCURRENT");
        assertThat(byArn.createdDate()).isNotNull();
        assertThat(client.getSecretValue(r -> r.secretId("review-gate/slack")).secretString())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void latestValueIsAnswered() {
        value.set("{\"a\":2}");

        assertThat(client.getSecretValue(r -> r.secretId(ARN)).secretString()).isEqualTo("{\"a\":2}");
    }

    @Test
    void whatIsNotThereOrNotSupportedIsRefusedByName() {
        assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId("review-gate/other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("can't find the specified secret");
        assertThatThrownBy(() -> client.listSecrets())
                .isInstanceOf(SecretsManagerException.class)
                .hasMessageContaining("only GetSecretValue");
    }
}
