package dev.reviewgate.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.util.Objects;

/** An answer to an operator, in the format 2.0 of API Gateway. */
record HttpAnswer(int status, JsonNode body) {
    HttpAnswer {
        Objects.requireNonNull(body, "body");
    }

    static HttpAnswer error(int status, String code, String message) {
        return new HttpAnswer(
                status, Json.mapper().createObjectNode().put("error", code).put("message", message));
    }

    static HttpAnswer notFound() {
        return error(404, "not_found", "There is nothing here.");
    }

    ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("statusCode", status);
        json.putObject("headers")
                .put("content-type", "application/json; charset=utf-8")
                .put("cache-control", "no-store");
        json.put("body", Json.write(body));
        return json;
    }
}
