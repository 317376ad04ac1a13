package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.local.template.Names;
import java.net.URLDecoder;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the event that an HTTP API gives a function, payload format 2.0. */
final class ProxyEvent {
    static final String API_ID = "local";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

    private ProxyEvent() {}

    /** @param caller who has signed the request; null on a route that asks nobody */
    static ObjectNode of(Exchange exchange, Routes.Match match, byte[] body, @Nullable ObjectNode caller) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "2.0");
        event.put("routeKey", match.route().key());
        event.put("rawPath", exchange.path());
        event.put("rawQueryString", exchange.rawQuery());
        List<String> cookies = cookies(exchange);
        if (!cookies.isEmpty()) {
            cookies.forEach(event.withArray("cookies")::add);
        }
        headers(exchange).forEach(event.withObjectProperty("headers")::put);
        Map<String, String> query = joinedQuery(exchange.rawQuery());
        if (!query.isEmpty()) {
            query.forEach(event.putObject("queryStringParameters")::put);
        }
        ObjectNode context = event.putObject("requestContext");
        requestContext(exchange, match, context);
        if (caller != null) {
            context.putObject("authorizer").set("iam", caller);
        }
        if (!match.parameters().isEmpty()) {
            match.parameters().forEach(event.putObject("pathParameters")::put);
        }
        boolean binary = body.length > 0 && !isText(exchange.header("Content-Type"));
        if (body.length > 0) {
            event.put("body", binary ? Base64.getEncoder().encodeToString(body) : new String(body, UTF_8));
        }
        event.put("isBase64Encoded", binary);
        return event;
    }

    private static void requestContext(Exchange exchange, Routes.Match match, ObjectNode context) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        String host = exchange.header("Host");
        String domain = host == null ? "127.0.0.1" : host.replaceFirst(":\\d+$", "");
        context.put("accountId", Names.ACCOUNT);
        context.put("apiId", API_ID);
        context.put("domainName", domain);
        context.put("domainPrefix", domain.split("\\.", -1)[0]);
        String agent = exchange.header("User-Agent");
        context.putObject("http")
                .put("method", exchange.method())
                .put("path", exchange.path())
                .put("protocol", exchange.http().getProtocol())
                .put("sourceIp", exchange.http().getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", agent == null ? "" : agent);
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", match.route().key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toInstant().toEpochMilli());
    }

    private static List<String> cookies(Exchange exchange) {
        List<String> cookies = new ArrayList<>();
        for (String header : exchange.requestHeaders().getOrDefault("Cookie", List.of())) {
            for (String cookie : header.split(";", -1)) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.trim());
                }
            }
        }
        return cookies;
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.requestHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Cookie")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
            }
        });
        headers.putIfAbsent("content-length", "0");
        headers.put(
                "x-forwarded-for",
                exchange.http().getRemoteAddress().getAddress().getHostAddress());
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    /** A name that stands twice has its values joined by a comma. */
    private static Map<String, String> joinedQuery(String rawQuery) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                joined.merge(name, equals < 0 ? "" : decode(pair.substring(equals + 1)), (a, b) -> a + "," + b);
            }
        }
        return joined;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** API Gateway hands these over as they are and everything else, forms too, in base64. */
    private static boolean isText(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", -1)[0].trim().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml");
    }
}
