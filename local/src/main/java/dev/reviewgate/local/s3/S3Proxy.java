package dev.reviewgate.local.s3;

import com.sun.net.httpserver.Headers;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Passes S3 requests on to S3Mock and its answers back, as they are and as a stream. */
public final class S3Proxy {
    /** Between two neighbours on a connection only, or set by the client itself. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "content-length",
            "date",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final int LOCKS = 64;
    private static final String VIRTUAL_HOST = ".localhost";

    private final URI target;
    private final List<Lock> locks = Stream.generate(ReentrantLock::new)
            .limit(LOCKS)
            .map(Lock.class::cast)
            .toList();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public S3Proxy(URI target) {
        this.target = target;
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        if (!exchange.method().equals("PUT") || !isConditional(exchange)) {
            pass(exchange);
            return;
        }
        // S3Mock looks and then writes: of writers that come together more than one would be let through.
        Lock lock = locks.get(Math.floorMod(path(exchange).hashCode(), LOCKS));
        lock.lockInterruptibly();
        try {
            pass(exchange);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isConditional(Exchange exchange) {
        return exchange.header("If-Match") != null || exchange.header("If-None-Match") != null;
    }

    private void pass(Exchange exchange) throws IOException, InterruptedException {
        if (TaggingDirective.isUnknown(exchange)) {
            exchange.sendText(
                    400,
                    "application/xml",
                    "<Error><Code>InvalidArgument</Code><Message>Unknown tagging directive.</Message></Error>");
            return;
        }
        PartChecksum checksum = PartChecksum.isPart(exchange) ? PartChecksum.of(exchange) : null;
        HttpResponse<InputStream> response;
        try {
            response = client.send(request(exchange, checksum), HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            exchange.sendText(
                    503,
                    "application/xml",
                    "<Error><Code>ServiceUnavailable</Code><Message>S3 is being stopped.</Message></Error>");
            return;
        }
        try (InputStream body = response.body()) {
            TaggingDirective.apply(
                    exchange, response, URI.create(target + bucketOfHost(exchange) + exchange.rawPath()), client);
            if (checksum != null && response.statusCode() == 200) {
                checksum.header().forEach(exchange.responseHeaders()::set);
            }
            answer(exchange, response, body);
        }
    }

    private HttpRequest request(Exchange exchange, @Nullable PartChecksum checksum) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + pathAndQuery(exchange)));
        exchange.requestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.method(exchange.method(), body(exchange, checksum)).build();
    }

    private static HttpRequest.BodyPublisher body(Exchange exchange, @Nullable PartChecksum checksum) {
        String length = exchange.header("Content-Length");
        boolean chunked = exchange.header("Transfer-Encoding") != null;
        if (!chunked && (length == null || length.equals("0"))) {
            return HttpRequest.BodyPublishers.noBody();
        }
        InputStream sent = exchange.http().getRequestBody();
        InputStream in = checksum == null ? sent : checksum.watch(sent);
        HttpRequest.BodyPublisher stream = HttpRequest.BodyPublishers.ofInputStream(() -> in);
        return chunked || length == null
                ? stream
                : HttpRequest.BodyPublishers.fromPublisher(stream, Long.parseLong(length));
    }

    private static String pathAndQuery(Exchange exchange) {
        String query = exchange.rawQuery().isEmpty() ? "" : "?" + exchange.rawQuery();
        return bucketOfHost(exchange) + exchange.rawPath() + query;
    }

    /** Returns the decoded path of the request, bucket first. */
    public static String path(Exchange exchange) {
        return bucketOfHost(exchange) + exchange.path();
    }

    /** A bucket in the host name ({@code bucket.localhost}) is put where S3Mock looks for it. */
    private static String bucketOfHost(Exchange exchange) {
        String host = exchange.header("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
        return name.endsWith(VIRTUAL_HOST) ? "/" + name.substring(0, name.length() - VIRTUAL_HOST.length()) : "";
    }

    private static void answer(Exchange exchange, HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        Headers headers = exchange.responseHeaders();
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            // S3Mock lets every website read; a bucket lets none unless it is told to.
            if (!HOP_BY_HOP.contains(name) && !name.startsWith("access-control-")) {
                headers.put(header.getKey(), header.getValue());
            }
        }
        long length = response.headers().firstValueAsLong("content-length").orElse(-1);
        if (exchange.method().equals("HEAD")) {
            if (length >= 0) {
                headers.set("Content-Length", Long.toString(length));
            }
            exchange.http().sendResponseHeaders(response.statusCode(), -1);
        } else if (length == 0 || response.statusCode() == 204 || response.statusCode() == 304) {
            exchange.http().sendResponseHeaders(response.statusCode(), -1);
        } else {
            // For the JDK's server 0 means "of unknown length".
            exchange.http().sendResponseHeaders(response.statusCode(), Math.max(length, 0));
            try (OutputStream out = exchange.http().getResponseBody()) {
                body.transferTo(out);
            }
        }
    }
}
