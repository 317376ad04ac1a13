package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests as AWS's own signer signs them, and as it would not. */
class IamAuthorizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final String DECISION = "/operator/reviews/x/decision";
    private static final AwsCredentialsIdentity ANNA = AwsBasicCredentials.create("anna", "the-secret");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private LoopbackServer server;

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        IamAuthorizer authorizer =
                new IamAuthorizer(new SecretAccessKey("the-secret"), Clock.fixed(NOW, ZoneOffset.UTC));
        server = LoopbackServer.bind(0, executor);
        server.start(exchange -> {
            byte[] body = Objects.requireNonNull(exchange.body(1_000_000));
            ObjectNode caller = authorizer.caller(exchange, body);
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
        HttpResponse<String> answer = get("/operator/reviews").send();

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode caller = JSON.readTree(answer.body());
        assertThat(caller.path("accessKey").asText()).isEqualTo("anna");
        assertThat(caller.path("accountId").asText()).isEqualTo("000000000000");
        assertThat(caller.path("userArn").asText()).isEqualTo("arn:aws:iam::000000000000:user/anna");
        assertThat(caller.path("userId").asText()).isNotEmpty();
        assertThat(caller.path("callerId").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operator/reviews?all=true",
                "/operator/reviews?b=2&a=1&a=0",
                "/operator/reviews?all",
                "/operator/reviews?text=a%20b%2Bc*~%C3%A4&empty=",
                "/operator/reviews/-_~x",
                "/operator/reviews/a%20b",
                "/operator/reviews/%C3%A4*(1)",
                "/"
            })
    void anyAddressIsReadAsItWasSigned(String pathAndQuery) {
        assertThat(get(pathAndQuery).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"comment\":\"Größe stimmt – 🙂\"}", "  ", ""})
    void anyBodyIsReadAsItWasSigned(String body) {
        assertThat(post(body).status()).isEqualTo(200);
    }

    @Test
    void theTokenOfASessionIsSignedToo() {
        Signed request = new Signed(
                server.url(),
                "GET",
                "/operator/reviews",
                null,
                AwsSessionCredentials.create("anna", "the-secret", "of-the-session"),
                "execute-api",
                "us-east-1",
                NOW);

        assertThat(request.headers()).containsKey("X-Amz-Security-Token");
        assertThat(request.status()).isEqualTo(200);
        assertThat(request.with("X-Amz-Security-Token", "another").status()).isEqualTo(403);
    }

    @Test
    void unsignedRequestIsNobodys() {
        Signed request = get("/operator/reviews");

        assertThat(request.without("Authorization").status()).isEqualTo(403);
        assertThat(request.without("X-Amz-Date").status()).isEqualTo(403);
    }

    @Test
    void whoeverDoesNotKnowTheSecretIsRefused() {
        AwsCredentialsIdentity guessed = AwsBasicCredentials.create("anna", "anything");

        assertThat(signed("GET", "/operator/reviews", null, guessed, "execute-api", "us-east-1", NOW)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void wellFormedSignatureThatNobodyComputedIsRefused() {
        Signed request = get("/operator/reviews");

        assertThat(request.with(
                                "Authorization",
                                request.authorization().replaceFirst("Signature=.*", "Signature=" + "0".repeat(64)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void signatureOfAnotherRequestIsRefused() {
        Signed request = post("{\"decision\":\"REJECTED\"}");

        assertThat(request.body("{\"decision\":\"APPROVED\"}").status()).isEqualTo(403);
        assertThat(request.body("").status()).isEqualTo(403);
        assertThat(request.to("/operator/reviews/y/decision").status()).isEqualTo(403);
        assertThat(request.to(DECISION + "?all=true").status()).isEqualTo(403);
        assertThat(request.method("PUT").status()).isEqualTo(403);
        assertThat(request.with("Content-Type", "text/plain").status()).isEqualTo(403);
    }

    @Test
    void bodyIsPartOfTheSignatureWhateverItsHeaderSays() {
        Signed request = post("{\"decision\":\"REJECTED\"}");

        assertThat(request.body("{}")
                        .with("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nothingThatIsSaidToAwsMayBeAddedAfterwards() {
        assertThat(get("/operator/reviews")
                        .with("X-Amz-Security-Token", "slipped-in")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"300, 200", "-300, 200", "301, 403", "-301, 403"})
    void signatureIsGoodForFiveMinutes(int seconds, int status) {
        Signed request =
                signed("GET", "/operator/reviews", null, ANNA, "execute-api", "us-east-1", NOW.plusSeconds(seconds));

        assertThat(request.status()).isEqualTo(status);
    }

    @Test
    void oldSignatureDoesNotBecomeNewWithAnotherDate() {
        Signed old = signed("GET", "/operator/reviews", null, ANNA, "execute-api", "us-east-1", NOW.minusSeconds(3600));

        assertThat(old.with("X-Amz-Date", "20261122T080000Z").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"s3, us-east-1", "states, us-east-1", "execute-api, eu-west-1"})
    void signatureForAnotherServiceOrRegionIsRefused(String service, String region) {
        assertThat(signed("GET", "/operator/reviews", null, ANNA, service, region, NOW)
                        .status())
                .isEqualTo(403);
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
                "anna|",
                ", SignedHeaders=|"
            })
    void malformedSignatureIsRefused(String part, String instead) {
        Signed request = get("/operator/reviews");
        String malformed = request.authorization().replace(part, instead == null ? "" : instead);

        assertThat(malformed).isNotEqualTo(request.authorization());
        assertThat(request.with("Authorization", malformed).status()).isEqualTo(403);
    }

    @Test
    void queryThatIsNotEncodedIsRefused() {
        assertThat(get("/operator/reviews?a=1").to("/operator/reviews?a=%25zz").status())
                .isEqualTo(403);
    }

    private Signed get(String pathAndQuery) {
        return signed("GET", pathAndQuery, null, ANNA, "execute-api", "us-east-1", NOW);
    }

    private Signed post(String body) {
        return signed("POST", DECISION, body, ANNA, "execute-api", "us-east-1", NOW);
    }

    private Signed signed(
            String method,
            String pathAndQuery,
            @Nullable String body,
            AwsCredentialsIdentity who,
            String service,
            String region,
            Instant at) {
        return new Signed(server.url(), method, pathAndQuery, body, who, service, region, at);
    }

    /** A request with a signature that fits, until something is changed. */
    private record Signed(
            String url,
            String method,
            String pathAndQuery,
            @Nullable String body,
            Map<String, String> headers) {
        Signed(
                String url,
                String method,
                String pathAndQuery,
                @Nullable String body,
                AwsCredentialsIdentity who,
                String service,
                String region,
                Instant at) {
            this(url, method, pathAndQuery, body, sign(url, method, pathAndQuery, body, who, service, region, at));
        }

        private static Map<String, String> sign(
                String url,
                String method,
                String pathAndQuery,
                @Nullable String body,
                AwsCredentialsIdentity who,
                String service,
                String region,
                Instant at) {
            SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.fromValue(method))
                    .uri(URI.create(url + pathAndQuery));
            if (body != null) {
                request.putHeader("Content-Type", "application/json");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            AwsV4HttpSigner.create()
                    .sign(r -> r.identity(who)
                            .request(request.build())
                            .payload(body == null ? null : ContentStreamProvider.fromUtf8String(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                    .request()
                    .headers()
                    .forEach((name, values) -> headers.put(name, String.join(",", values)));
            headers.remove("Host");
            return headers;
        }

        String authorization() {
            return headers.getOrDefault("Authorization", "");
        }

        Signed with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.put(name, value);
            return new Signed(url, method, pathAndQuery, body, changed);
        }

        Signed without(String name) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.remove(name);
            return new Signed(url, method, pathAndQuery, body, changed);
        }

        Signed body(String other) {
            return new Signed(url, method, pathAndQuery, other, headers);
        }

        Signed to(String other) {
            return new Signed(url, method, other, body, headers);
        }

        Signed method(String other) {
            return new Signed(url, other, pathAndQuery, body, headers);
        }

        int status() {
            return send().statusCode();
        }

        HttpResponse<String> send() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body, UTF_8));
            headers.forEach(request::setHeader);
            try {
                return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
