package dev.reviewgate.local.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.http.LoopbackServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stand-in whose app is a test, with Slack's own client to call it and a clock that stands until it is moved. */
final class Workspace implements AutoCloseable {
    /** What the app got. */
    record Received(String body, Map<String, String> headers) {
        String payload() {
            return Exchange.form(body).getOrDefault("payload", "");
        }
    }

    /** What the app does with a request. */
    @FunctionalInterface
    interface App {
        void answer(Exchange exchange, Received received) throws IOException, InterruptedException;
    }

    /** Ends a test that would never end; nothing that works takes so long on any machine. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(60);

    final List<Received> received = new CopyOnWriteArrayList<>();
    final Slack slack;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final LoopbackServer server;
    private final com.slack.api.Slack client;
    private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private volatile App app = (exchange, request) -> exchange.send(200, new byte[0]);

    Workspace() {
        try {
            server = LoopbackServer.bind(0, executor);
        } catch (LoopbackServer.PortInUse e) {
            throw new AssertionError(e);
        }
        slack = new Slack(server.url(), new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
        server.start(exchange -> {
            if (slack.api().answers(exchange)) {
                slack.api().handle(exchange);
            } else {
                receive(exchange);
            }
        });
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl() + "/");
        config.setHttpClientReadTimeoutMillis(Math.toIntExact(SAFETY_NET.toMillis()));
        slack.setPatience(SAFETY_NET);
        client = com.slack.api.Slack.getInstance(config);
    }

    private void receive(Exchange exchange) throws IOException, InterruptedException {
        Map<String, String> headers = new TreeMap<>();
        exchange.requestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Received request = new Received(new String(Objects.requireNonNull(exchange.body(1_000_000)), UTF_8), headers);
        received.add(request);
        app.answer(exchange, request);
    }

    void app(App answers) {
        app = answers;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** Returns Slack's own client with the app's token. */
    MethodsClient methods() {
        return client.methods(slack.botToken());
    }

    MethodsClient methods(String token) {
        return client.methods(token);
    }

    @Override
    public void close() {
        slack.recover();
        server.close();
        executor.shutdownNow();
    }
}
