package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What came back through API Gateway. */
record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(JsonNode json) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        json.get("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().textValue()));
        return new Answer(
                json.get("statusCode").intValue(), headers, json.get("body").textValue());
    }

    Document page() {
        return Jsoup.parse(body);
    }

    /** Returns what a person reads on the page. */
    String text() {
        return page().body().text();
    }

    JsonNode json() {
        return Stage.json(body);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
