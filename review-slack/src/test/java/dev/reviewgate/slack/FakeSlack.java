package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reviewgate.core.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Slack's web API over HTTP on this machine: keeps what it was sent, and answers as a test tells it to. */
public final class FakeSlack implements AutoCloseable {
    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final Map<String, Reply> usual = new HashMap<>();
    private int posted;

    public FakeSlack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** A request as it came; {@code authorization} and {@code type} are headers. */
    public record Call(String method, String type, String authorization, String body) {
        public JsonNode json() {
            return parse(body);
        }
    }

    /** How a request is answered. */
    @FunctionalInterface
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    public static Reply json(String body) {
        return exchange -> send(exchange, 200, body);
    }

    public static Reply error(String error) {
        return json("{\"ok\": false, \"error\": \"" + error + "\"}");
    }

    public static Reply status(int status) {
        return exchange -> send(exchange, status, "<html>Sorry</html>");
    }

    public static Reply rateLimited(int seconds) {
        return exchange -> {
            exchange.getResponseHeaders().add("Retry-After", Integer.toString(seconds));
            send(exchange, 429, "{\"ok\": false, \"error\": \"ratelimited\"}");
        };
    }

    /** Closes the connection without a word. */
    public static Reply hangUp() {
        return HttpExchange::close;
    }

    /** Never answers; the connection stays open until the test is over. */
    public Reply silence() {
        return exchange -> waitUntilOver(LONGER_THAN_ANY_TEST.toMillis());
    }

    /** Answers byte by byte, each of them soon enough and all of them too late. */
    public Reply trickle() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < LONGER_THAN_ANY_TEST.toMillis() / 50 && !waitUntilOver(50); i++) {
                out.write(' ');
                out.flush();
            }
        };
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    /** An address as Slack sends it along with a press of a button; what is posted there counts as {@code response}. */
    public URI responseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/response");
    }

    /** Answers the next call of a method in this way. */
    public synchronized FakeSlack next(String method, Reply reply) {
        replies.computeIfAbsent(method, m -> new ArrayDeque<>()).add(reply);
        return this;
    }

    /** Answers every call of a method in this way, unless something else is queued for the next. */
    public synchronized FakeSlack always(String method, Reply reply) {
        usual.put(method, reply);
        return this;
    }

    /** Lets a method succeed again. */
    public synchronized FakeSlack recover(String method) {
        usual.remove(method);
        return this;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<Call> calls(String method) {
        return calls.stream().filter(c -> c.method().equals(method)).toList();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = path.substring(path.lastIndexOf('/') + 1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = new Call(
                    method,
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body);
            reply(call).to(exchange);
        }
    }

    private synchronized Reply reply(Call call) {
        calls.add(call);
        Deque<Reply> queued = replies.get(call.method());
        if (queued != null && !queued.isEmpty()) {
            return queued.poll();
        }
        Reply reply = usual.get(call.method());
        return reply == null ? success(call) : reply;
    }

    private Reply success(Call call) {
        return switch (call.method()) {
            case "chat.postMessage" ->
                json("{\"ok\": true, \"channel\": \""
                        + call.json().path("channel").asText() + "\", \"ts\": \"1772442000.00000" + ++posted + "\"}");
            case "views.open", "views.update" -> json("{\"ok\": true, \"view\": {\"id\": \"V0VIEW\"}}");
            case "usergroups.users.list" -> json("{\"ok\": true, \"users\": [\"U0ANNA\", \"U0BEN\"]}");
            default -> json("{\"ok\": true}");
        };
    }

    private boolean waitUntilOver(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static JsonNode parse(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
