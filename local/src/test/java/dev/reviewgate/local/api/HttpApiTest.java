package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.http.LoopbackServer;
import dev.reviewgate.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Routes ROUTES = new Routes(List.of(
            route("GET", "/approve"),
            route("ANY", "/files/{name}"),
            route("GET", "/files/{proxy+}"),
            route("ANY", "$default")));

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private LoopbackServer server;
    private String answer = "";

    @BeforeEach
    void start() throws LoopbackServer.PortInUse {
        server = LoopbackServer.bind(0, executor);
        server.start(exchange -> {
            byte[] body = Objects.requireNonNull(exchange.body(1_000_000));
            Routes.Match match = Objects.requireNonNull(ROUTES.find(exchange.method(), exchange.path()));
            String event = ProxyEvent.of(exchange, match, body, null).toString();
            String returned = answer.isEmpty() ? event : answer;
            JsonNode response = ProxyResponse.parse(returned.getBytes(UTF_8));
            if (response == null || !ProxyResponse.send(exchange, response)) {
                exchange.sendText(500, "application/json", "{}");
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    @Test
    void eventHasTheShapeOfPayloadFormatTwo() throws Exception {
        HttpRequest request = request("/approve?review=a%20b&tag=1&tag=2&key=")
                .header("Cookie", "a=1; b=2")
                .header("X-Many", "one")
                .header("X-Many", "two")
                .header("User-Agent", "Slackbot")
                .GET()
                .build();

        JsonNode event = JSON.readTree(send(request).body());

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("GET /approve");
        assertThat(event.path("rawPath").asText()).isEqualTo("/approve");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("review=a%20b&tag=1&tag=2&key=");
        assertThat(event.path("queryStringParameters"))
                .isEqualTo(JSON.readTree("{\"review\":\"a b\",\"tag\":\"1,2\",\"key\":\"\"}"));
        assertThat(event.path("cookies")).isEqualTo(JSON.readTree("[\"a=1\",\"b=2\"]"));
        assertThat(event.path("headers").path("x-many").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("requestContext").path("stage").asText()).isEqualTo("$default");
        assertThat(event.path("requestContext").path("http").path("userAgent").asText())
                .isEqualTo("Slackbot");
        assertThat(event.path("requestContext").path("http").path("sourceIp").asText())
                .isEqualTo("127.0.0.1");
        assertThat(event.has("body")).isFalse();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void formArrivesInBase64AndJsonAsItIs() throws Exception {
        JsonNode form = JSON.readTree(
                send(post("application/x-www-form-urlencoded", "name=Ada")).body());
        JsonNode json =
                JSON.readTree(send(post("application/json", "{\"a\":1}")).body());

        assertThat(form.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(form.path("body").asText()), UTF_8))
                .isEqualTo("name=Ada");
        assertThat(json.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(json.path("body").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void mostExactRouteIsTaken() {
        assertThat(key("GET", "/approve")).isEqualTo("GET /approve");
        assertThat(key("POST", "/approve")).isEqualTo("$default");
        assertThat(key("GET", "/files/a")).isEqualTo("ANY /files/{name}");
        assertThat(key("GET", "/files/a/b")).isEqualTo("GET /files/{proxy+}");
        assertThat(Objects.requireNonNull(ROUTES.find("GET", "/files/a/b")).parameters())
                .containsEntry("proxy", "a/b");
        assertThat(new Routes(List.of(route("GET", "/approve"))).find("GET", "/other"))
                .isNull();
    }

    @Test
    void responseIsSentWithStatusHeadersAndCookies() throws Exception {
        answer =
                "{\"statusCode\":302,\"headers\":{\"Location\":\"/x\"},\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"aGk=\","
                        + "\"isBase64Encoded\":true}";

        HttpResponse<String> response = send(request("/approve").GET().build());

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).hasValue("/x");
        assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(response.body()).isEqualTo("hi");
    }

    @Test
    void bareJsonIsTheBodyItself() throws Exception {
        answer = "{\"hello\":\"world\"}";

        HttpResponse<String> response = send(request("/approve").GET().build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void headRequestGetsTheLengthAndNoBody() throws Exception {
        answer = "{\"statusCode\":200,\"body\":\"12345\"}";

        HttpResponse<String> response = send(request("/approve")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(5);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whatIsNoResponseBecomesAnError() throws Exception {
        answer = "{\"statusCode\":\"many\"}";

        assertThat(send(request("/approve").GET().build()).statusCode()).isEqualTo(500);
    }

    private static String key(String method, String path) {
        return Objects.requireNonNull(ROUTES.find(method, path)).route().key();
    }

    private static Template.Route route(String method, String path) {
        return new Template.Route(method, path, "Function", false);
    }

    private HttpRequest post(String type, String body) {
        return request("/approve")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
