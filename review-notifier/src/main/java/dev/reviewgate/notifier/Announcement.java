package dev.reviewgate.notifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Execution;
import dev.reviewgate.core.Fields;
import dev.reviewgate.core.InvalidReviewRequest;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow sends when a review has ended.
 *
 * @param decision what the callback decided; empty where nobody did, or where the task was ended in another way
 * @param result what followed, in the workflow's words; empty if it says nothing
 * @param published the file that was published, or null if none was
 */
record Announcement(
        Outcome outcome,
        Execution execution,
        String stateName,
        String subject,
        Optional<Decision> decision,
        String result,
        @Nullable Publication published) {
    /** Where a file was published. */
    record Publication(String bucket, String key) {}

    /** Tells a payload of this kind from a gate payload. */
    static boolean is(JsonNode payload) {
        return payload.has("outcome");
    }

    /**
     * Reads an announcement; its {@code decision} is an object, or the text of one, as a failed task's cause carries it.
     *
     * @throws InvalidReviewRequest naming each field that is wrong, its value and what is allowed
     */
    static Announcement parse(JsonNode payload) {
        Fields fields = Fields.of(payload);
        Outcome outcome = fields.oneOf("outcome", Outcome.class);
        Execution execution = ReviewRequest.execution(fields.object("execution"));
        String stateName = fields.optionalText("stateName", 1, 80).orElse("RequestReview");
        String subject = fields.text("subject", 1, 200);
        Publication published = fields.optionalObject("published")
                .map(p -> new Publication(p.text("bucket", 3, 63), p.text("key", 1, 1024)))
                .orElse(null);
        String result = fields.optionalText("result", 0, 300).orElse("");
        fields.ignore("decision");
        fields.refuseIfWrong();
        ReviewId review = ReviewId.of(execution.id(), stateName);
        return new Announcement(
                outcome,
                execution,
                stateName,
                subject,
                decision(payload.path("decision")).filter(d -> d.reviewId().equals(review)),
                result,
                published);
    }

    ReviewId reviewId() {
        return ReviewId.of(execution.id(), stateName);
    }

    /** A task can be ended by anybody who may call Step Functions, with any text; that is no reason not to announce it. */
    @SuppressWarnings("UnusedException")
    private static Optional<Decision> decision(JsonNode node) {
        try {
            return Optional.of(Decision.parse(node.isTextual() ? Json.mapper().readTree(node.textValue()) : node));
        } catch (JsonProcessingException | InvalidReviewRequest e) {
            return Optional.empty();
        }
    }
}
