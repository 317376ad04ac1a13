package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes events like those of API Gateway, for the cases that no file of {@code events/} shows. */
final class Events {
    private Events() {}

    /** Asks for a path of the open review with its key. */
    static ObjectNode get(String path) {
        return request("GET", path, "review=" + Stage.ID + "&key=" + Stage.KEY.value());
    }

    static ObjectNode request(String method, String path, String query) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", path);
        event.put("rawQueryString", query);
        event.putObject("headers").put("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        ObjectNode context = event.putObject("requestContext");
        context.putObject("http").put("method", method).put("path", path);
        context.put("stage", "$default");
        event.put("isBase64Encoded", false);
        return event;
    }

    /** Posts a form of names and values. */
    static ObjectNode post(String path, String... form) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < form.length; i += 2) {
            pairs.add(encode(form[i]) + "=" + encode(form[i + 1]));
        }
        return postRaw(path, String.join("&", pairs));
    }

    static ObjectNode postRaw(String path, String body) {
        ObjectNode event = request("POST", path, "");
        header(event, "content-type", "application/x-www-form-urlencoded");
        event.put("body", body);
        return event;
    }

    static ObjectNode header(ObjectNode event, String name, String value) {
        ((ObjectNode) event.get("headers")).put(name, value);
        return event;
    }

    static ObjectNode wantingJson(ObjectNode event) {
        return header(event, "accept", "application/json");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
