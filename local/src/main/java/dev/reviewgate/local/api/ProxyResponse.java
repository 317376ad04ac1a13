package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends what a function returned, as payload format 2.0 reads it: a response, or bare JSON that is the body itself. */
final class ProxyResponse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_FOR_FUNCTIONS = Set.of("content-length", "transfer-encoding", "connection");

    private ProxyResponse() {}

    static @Nullable JsonNode parse(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns whether the answer could be sent; false means that the function returned what is no response. */
    static boolean send(Exchange exchange, JsonNode answer) throws IOException {
        if (!answer.isObject() || !answer.has("statusCode")) {
            byte[] body = answer.isTextual()
                    ? answer.textValue().getBytes(UTF_8)
                    : answer.toString().getBytes(UTF_8);
            exchange.send(200, "application/json", body);
            return true;
        }
        int status = answer.path("statusCode").asInt();
        byte[] body = body(answer);
        if (status < 200 || status > 599 || body == null) {
            return false;
        }
        for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
            if (!NOT_FOR_FUNCTIONS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                exchange.responseHeaders()
                        .set(header.getKey(), header.getValue().asText());
            }
        }
        for (JsonNode cookie : answer.path("cookies")) {
            exchange.responseHeaders().add("Set-Cookie", cookie.asText());
        }
        if (body.length > 0 && !exchange.responseHeaders().containsKey("Content-Type")) {
            exchange.responseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        }
        exchange.send(status, body);
        return true;
    }

    private static byte @Nullable [] body(JsonNode answer) {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            return null;
        }
        if (!answer.path("isBase64Encoded").asBoolean()) {
            return body.textValue().getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body.textValue());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
