package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON without losing a digit of any number. */
final class Json {
    /** What AWS allows for an input, an output or a result, in bytes of UTF-8. */
    static final int MAX_PAYLOAD_BYTES = 262_144;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Parses exactly one JSON value. */
    static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text);
        if (node == null || node.isMissingNode()) {
            throw new EmptyJson();
        }
        return node;
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how long a value is when it is written. */
    static long bytes(JsonNode node) {
        return write(node).getBytes(StandardCharsets.UTF_8).length;
    }

    static boolean exceedsLimit(String text) {
        // UTF-8 takes at least one byte a char and at most three, so most texts need not be encoded to be measured.
        return text.length() > MAX_PAYLOAD_BYTES
                || (text.length() * 3 > MAX_PAYLOAD_BYTES
                        && text.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD_BYTES);
    }

    private static final class EmptyJson extends JsonProcessingException {
        EmptyJson() {
            super("No JSON value");
        }
    }
}
