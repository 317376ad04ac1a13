package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this function reads of an API Gateway HTTP API event (payload format 2.0).
 *
 * @param path as it was sent, with the stage's name in front where the stage has one
 * @param headers by lower-case name
 * @param domain under which API Gateway was called; empty where it does not say
 * @param userArn who signed the request, where API Gateway has verified that; null otherwise
 */
record HttpEvent(
        String method,
        String path,
        String stage,
        String query,
        Map<String, String> headers,
        String body,
        boolean isBase64,
        String domain,
        @Nullable String userArn) {
    HttpEvent {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads an event.
     *
     * @throws BadRequest if it is of another kind
     */
    static HttpEvent parse(JsonNode event) {
        JsonNode context = event.path("requestContext");
        Map<String, String> headers = new HashMap<>();
        event.path("headers")
                .properties()
                .forEach(e -> headers.put(
                        e.getKey().toLowerCase(Locale.ROOT), e.getValue().asText()));
        return new HttpEvent(
                required(context.path("http").path("method"), "requestContext.http.method"),
                required(event.path("rawPath"), "rawPath"),
                context.path("stage").asText("$default"),
                event.path("rawQueryString").asText(""),
                headers,
                event.path("body").asText(""),
                event.path("isBase64Encoded").asBoolean(false),
                context.path("domainName").asText(""),
                context.path("authorizer").path("iam").path("userArn").textValue());
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static String required(JsonNode value, String name) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new BadRequest(
                    name
                            + " is missing from the event; this function takes events of an API Gateway HTTP API, payload format 2.0");
        }
        return value.textValue();
    }

    /**
     * Returns the body as it was sent.
     *
     * @throws BadRequest if it is said to be base64 and is not
     */
    byte[] bytes() {
        if (!isBase64) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The body is said to be base64 and is not.", e);
        }
    }

    @Override
    public String toString() {
        return "HttpEvent[" + method + "]";
    }
}
