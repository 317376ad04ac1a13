package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON that tests need. */
final class JsonTexts {
    private JsonTexts() {}

    static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    /** Writes JSON as Python does, which the recorded functions ran on. */
    static String python(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(field -> Json.write(text(field.getKey())) + ": " + python(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(JsonTexts::python)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return Json.write(node);
    }

    /** What {@code sns:publish} gives. */
    static JsonNode publishResult(String messageId) {
        ObjectNode result = Json.object().put("MessageId", messageId);
        ObjectNode metadata = result.putObject("SdkHttpMetadata");
        ObjectNode all = metadata.putObject("AllHttpHeaders");
        ObjectNode single = metadata.putObject("HttpHeaders");
        Map.of(
                        "x-amzn-RequestId", messageId,
                        "connection", "keep-alive",
                        "Content-Length", "294",
                        "Date", "Fri, 2 Jan 2026 03:04:05 GMT",
                        "Content-Type", "text/xml")
                .forEach((name, value) -> {
                    all.putArray(name).add(value);
                    single.put(name, value);
                });
        metadata.put("HttpStatusCode", 200);
        result.putObject("SdkResponseMetadata").put("RequestId", messageId);
        return result;
    }
}
