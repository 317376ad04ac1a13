package dev.reviewgate.local.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call's arguments, from the query, a form or a JSON body. */
record Arguments(ObjectNode values, @Nullable String token, boolean charsetMissing) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param takesJson methods that only read take no JSON, and see none of its arguments */
    static Arguments of(Exchange exchange, byte[] body, boolean takesJson) throws SlackError {
        ObjectNode values = JSON.createObjectNode();
        exchange.query().forEach(values::put);
        String given = exchange.header("Content-Type");
        String type = given == null ? "" : given.toLowerCase(Locale.ROOT);
        boolean json = type.startsWith("application/json");
        if (json && takesJson) {
            values.setAll(object(body));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            Map<String, String> form = Exchange.form(new String(body, UTF_8));
            form.forEach(values::put);
        } else if (body.length > 0 && !json) {
            throw new SlackError(type.isEmpty() ? "missing_post_type" : "invalid_post_type");
        }
        return new Arguments(values, token(exchange, values), json && !type.contains("charset"));
    }

    private static ObjectNode object(byte[] body) throws SlackError {
        try {
            if (JSON.readTree(new String(body, UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new SlackError("invalid_json");
        }
        throw new SlackError("json_not_object");
    }

    private static @Nullable String token(Exchange exchange, ObjectNode values) {
        String header = exchange.header("Authorization");
        if (header != null && header.startsWith("Bearer ")) {
            return header.substring("Bearer ".length()).trim();
        }
        JsonNode argument = values.get("token");
        return argument == null ? null : argument.asText();
    }

    @Nullable
    String text(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() || value.asText().isEmpty() ? null : value.asText();
    }

    String required(String name) throws SlackError {
        String value = text(name);
        if (value == null) {
            throw new SlackError("invalid_arguments", "[ERROR] missing required field: " + name);
        }
        return value;
    }

    /** Returns an argument that is JSON, be it written as text or not; null if it is not there. */
    @Nullable
    JsonNode json(String name, String malformed) throws SlackError {
        JsonNode value = values.get(name);
        if (value == null
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())) {
            return null;
        }
        if (!value.isTextual()) {
            return value;
        }
        try {
            return JSON.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            throw new SlackError(malformed);
        }
    }
}
