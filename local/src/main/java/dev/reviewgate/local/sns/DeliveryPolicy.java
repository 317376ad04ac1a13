package dev.reviewgate.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** How an endpoint wants its notifications: the content type only, as retries are few here whatever a policy says. */
record DeliveryPolicy(String contentType) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DeliveryPolicy NONE = new DeliveryPolicy("text/plain; charset=UTF-8");

    static DeliveryPolicy parse(@Nullable String source) throws SnsException {
        if (source == null) {
            return NONE;
        }
        JsonNode policy;
        try {
            policy = JSON.readTree(source);
        } catch (JsonProcessingException e) {
            throw SnsException.invalid("DeliveryPolicy", "failed to parse JSON");
        }
        if (!policy.isObject()) {
            throw SnsException.invalid("DeliveryPolicy", "it must be a JSON object");
        }
        return new DeliveryPolicy(policy.at("/requestPolicy/headerContentType").asText(NONE.contentType()));
    }
}
