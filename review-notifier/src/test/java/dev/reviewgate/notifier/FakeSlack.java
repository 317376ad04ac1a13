package dev.reviewgate.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reviewgate.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Slack's web API over HTTP on this machine: it takes what it is sent, or answers as a test has said. */
final class FakeSlack implements AutoCloseable {
    /** A call that arrived. */
    record Call(String method, JsonNode body) {
        String channel() {
            return body.path("channel").asText();
        }

        String ts() {
            return body.path("ts").asText();
        }

        /** Everything that a person would see. */
        String text() {
            return body.path("blocks").toString();
        }

        boolean hasButtons() {
            return text().contains("\"actions\"");
        }

        boolean isReply() {
            return body.has("thread_ts");
        }
    }

    /** @param status 0 for no answer at all */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger posted = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeSlack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fake-slack");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    /** Lets the next call of a method be answered otherwise. */
    void next(String method, int status, Map<String, String> headers, String body) {
        answers.computeIfAbsent(method, m -> new ConcurrentLinkedQueue<>()).add(new Answer(status, headers, body));
    }

    /** Lets the next call of a method wait for an answer until the test ends. */
    void nextNever(String method) {
        answers.computeIfAbsent(method, m -> new ConcurrentLinkedQueue<>()).add(new Answer(0, Map.of(), ""));
    }

    List<Call> calls(String method) {
        return calls.stream().filter(c -> c.method().equals(method)).toList();
    }

    /** The messages that were posted into a channel, without replies. */
    List<Call> posts(String channel) {
        return calls("chat.postMessage").stream()
                .filter(c -> c.channel().equals(channel) && !c.isReply())
                .toList();
    }

    List<Call> replies() {
        return calls("chat.postMessage").stream().filter(Call::isReply).toList();
    }

    /** How a message looks now, after its last update. */
    Call latest(String channel, String ts) {
        List<Call> updates = calls("chat.update").stream()
                .filter(c -> c.channel().equals(channel) && c.ts().equals(ts))
                .toList();
        return updates.get(updates.size() - 1);
    }

    /** Forgets the calls, not the messages. */
    void forget() {
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestURI().getPath().substring("/api/".length());
            JsonNode body = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
            Queue<Answer> prepared = answers.get(method);
            Answer answer = prepared == null ? null : prepared.poll();
            if (answer != null && answer.status() == 0) {
                closed.await();
                return;
            }
            if (answer == null) {
                calls.add(new Call(method, body));
                String ts = body.path("ts").asText("17000000" + (10 + posted.incrementAndGet()) + ".000100");
                answer = new Answer(
                        200,
                        Map.of(),
                        "{\"ok\": true, \"channel\": \"" + body.path("channel").asText() + "\", \"ts\": \"" + ts
                                + "\"}");
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
