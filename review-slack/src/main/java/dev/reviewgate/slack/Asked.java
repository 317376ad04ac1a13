package dev.reviewgate.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewId;
import java.util.Objects;
import java.util.Optional;

/**
 * What a dialog asks its reader to confirm; it travels in the dialog's {@code private_metadata}.
 *
 * @param evidence names what the reader was shown, as {@link dev.reviewgate.core.ReviewRecord#contentDigest()} does
 */
public record Asked(ReviewId review, Offer offer, String evidence) {
    public Asked {
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(offer, "offer");
        Objects.requireNonNull(evidence, "evidence");
    }

    String toMetadata() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("review", review.value());
        json.put("verdict", offer.verdict().name());
        Publish publish = offer.publish();
        if (publish != null) {
            json.put("publish", publish.name());
        }
        json.put("evidence", evidence);
        return Json.write(json);
    }

    /** Reads what {@link Modals#confirm} wrote; empty if it is anything else. */
    public static Optional<Asked> parse(String metadata) {
        try {
            JsonNode json = Json.mapper().readTree(metadata);
            String evidence = json.path("evidence").asText("");
            return Offer.of(
                            json.path("verdict").asText(""),
                            json.path("publish").asText(""))
                    .flatMap(offer -> ReviewId.parse(json.path("review").asText(""))
                            .map(review -> new Asked(review, offer, evidence)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
