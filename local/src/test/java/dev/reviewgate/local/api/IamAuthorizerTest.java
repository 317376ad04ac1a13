package dev.reviewgate.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Requests as AWS's own signer signs them, and as it would not. */
class IamAuthorizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private LoopbackServer server;

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        IamAuthorizer authorizer = new IamAuthorizer(Clock.fixed(NOW, ZoneOffset.UTC));
        server = LoopbackServer.bind(0, executor);
        server.start(exchange -> {
            ObjectNode caller = authorizer.caller(exchange);
            exchange.sendText(
                    caller == null ? 403 : 200, "application/json", caller == null ? "{}" : caller.toString());
        });
    }

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    @Test
    void signedRequestSaysWhoCalls() throws Exception {
        HttpResponse<String> answer = send(signed("execute-api", NOW));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode caller = JSON.readTree(answer.body());
        assertThat(caller.path("accessKey").asText()).isEqualTo("AKIDEXAMPLE");
        assertThat(caller.path("accountId").asText()).isEqualTo("000000000000");
        assertThat(caller.path("userArn").asText()).isEqualTo("arn:aws:iam::000000000000:user/AKIDEXAMPLE");
        assertThat(caller.path("userId").asText()).isNotEmpty();
        assertThat(caller.path("callerId").asText()).isNotEmpty();
    }

    @Test
    void unsignedRequestIsNobodys() throws Exception {
        assertThat(send(Map.of()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"299, 200", "-299, 200", "301, 403", "-301, 403"})
    void signatureIsGoodForFiveMinutes(int seconds, int status) throws Exception {
        assertThat(send(signed("execute-api", NOW.plusSeconds(seconds))).statusCode())
                .isEqualTo(status);
    }

    @Test
    void signatureForAnotherServiceIsRefused() throws Exception {
        assertThat(send(signed("s3", NOW)).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256|AWS4-HMAC-SHA1",
                "/20261122/|/20261121/",
                "host;|",
                "x-amz-date|x-amz-other",
                "Signature=|Signature=zz",
                "AKIDEXAMPLE|",
                ", SignedHeaders=|"
            })
    void malformedSignatureIsRefused(String part, String instead) throws Exception {
        Map<String, List<String>> headers = signed("execute-api", NOW);
        String authorization = headers.getOrDefault("Authorization", List.of()).get(0);
        String malformed = authorization.replace(part, instead == null ? "" : instead);

        int status = send(Map.of(
                        "Authorization",
                        List.of(malformed),
                        "X-Amz-Date",
                        headers.getOrDefault("X-Amz-Date", List.of())))
                .statusCode();

        assertThat(malformed).isNotEqualTo(authorization);
        assertThat(status).isEqualTo(403);
    }

    private Map<String, List<String>> signed(String service, Instant at) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(server.url() + "/operator/reviews"))
                .build();
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request()
                .headers();
    }

    private HttpResponse<String> send(Map<String, List<String>> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/operator/reviews"));
        headers.forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
