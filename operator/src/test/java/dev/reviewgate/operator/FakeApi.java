package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for API Gateway: refuses what is not signed by the one caller it knows, and answers as it was told. */
final class FakeApi implements AutoCloseable {
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    /** A request that arrived, and who signed it for where. */
    record Call(String route, String body, SigV4.Claim signedBy, Map<String, String> headers) {}

    private record Answer(int status, String body) {}

    FakeApi() {
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param route such as {@code GET /operator/reviews?all=true} */
    FakeApi answer(String route, int status, String body) {
        answers.put(route, new Answer(status, body.replace('\'', '"')));
        return this;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        String route = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Answer answer;
        try {
            SigV4.Claim claim =
                    SigV4.verify(exchange.getRequestMethod(), path, query == null ? "" : query, headers, body, SECRET);
            calls.add(new Call(route, new String(body, UTF_8), claim, new HashMap<>(headers)));
            answer = answers.getOrDefault(route, new Answer(404, "{\"message\":\"Not Found\"}"));
        } catch (AssertionError e) {
            answer = new Answer(403, "{\"message\":\"Forbidden\"}");
        }
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
