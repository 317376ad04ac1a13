package dev.reviewgate.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer. */
public final class Exchange {
    private final HttpExchange http;

    public Exchange(HttpExchange http) {
        this.http = http;
    }

    public HttpExchange http() {
        return http;
    }

    public String method() {
        return http.getRequestMethod();
    }

    public URI uri() {
        return http.getRequestURI();
    }

    /** Returns the path as it was sent, still encoded. */
    public String rawPath() {
        String path = uri().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    public String path() {
        String path = uri().getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    public String rawQuery() {
        String query = uri().getRawQuery();
        return query == null ? "" : query;
    }

    public Map<String, String> query() {
        return form(rawQuery());
    }

    public @Nullable String header(String name) {
        return http.getRequestHeaders().getFirst(name);
    }

    /** Returns each value that was sent of a header. */
    public List<String> headers(String name) {
        return http.getRequestHeaders().getOrDefault(name, List.of());
    }

    public Headers requestHeaders() {
        return http.getRequestHeaders();
    }

    public Headers responseHeaders() {
        return http.getResponseHeaders();
    }

    /** Reads the whole body; null if it holds more than {@code limit} bytes. */
    public byte @Nullable [] body(int limit) throws IOException {
        InputStream in = http.getRequestBody();
        byte[] body = in.readNBytes(limit + 1);
        if (body.length > limit) {
            // Drained, so that the client gets to read the answer instead of a reset connection.
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return null;
        }
        return body;
    }

    /** Answers; a HEAD request is told the length and gets no body. */
    public void send(int status, String contentType, byte[] body) throws IOException {
        responseHeaders().set("Content-Type", contentType);
        send(status, body);
    }

    public void send(int status, byte[] body) throws IOException {
        if (method().equals("HEAD")) {
            responseHeaders().set("Content-Length", Integer.toString(body.length));
            http.sendResponseHeaders(status, -1);
        } else if (body.length == 0) {
            http.sendResponseHeaders(status, -1);
        } else {
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
        }
        http.close();
    }

    public void sendText(int status, String contentType, String body) throws IOException {
        send(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads {@code a=b&c=d}; the last value of a name counts. */
    public static Map<String, String> form(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                values.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
