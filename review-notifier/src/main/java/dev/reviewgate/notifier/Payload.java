package dev.reviewgate.notifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Json;
import java.io.IOException;
import java.io.InputStream;

/** Reads what Lambda hands over. */
final class Payload {
    private Payload() {}

    /** Keeps Jackson's own exception out, which quotes what it could not read. */
    @SuppressWarnings("UnusedException")
    static JsonNode read(InputStream input) throws IOException {
        try {
            return Json.mapper().readTree(input);
        } catch (JsonProcessingException e) {
            throw new InvalidReviewRequest("the payload is not JSON");
        }
    }
}
