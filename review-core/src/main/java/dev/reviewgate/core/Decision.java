package dev.reviewgate.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A review's end as a person decided it.
 *
 * @param publish what an approval publishes; null for a rejection
 * @param comment at most {@value #MAX_COMMENT} characters; may be empty for an approval
 * @param reviewer who decided; where several had to approve, the one whose approval was the last
 * @param approvals everybody who approved, where the review needed several; what they wrote is in {@code comment}
 */
public record Decision(
        Verdict decision,
        @Nullable Publish publish,
        Reviewer reviewer,
        String comment,
        Instant decidedAt,
        ReviewId reviewId,
        List<Vote> approvals) {
    /** The error with which a rejection ends the waiting task. */
    public static final String REJECTED_ERROR = "ReviewRejected";

    public static final int MAX_COMMENT = 2000;

    public static final int MAX_NAME = 100;

    public Decision(
            Verdict decision,
            @Nullable Publish publish,
            Reviewer reviewer,
            String comment,
            Instant decidedAt,
            ReviewId reviewId) {
        this(decision, publish, reviewer, comment, decidedAt, reviewId, List.of());
    }

    public Decision {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(reviewer, "reviewer");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(decidedAt, "decidedAt");
        Objects.requireNonNull(reviewId, "reviewId");
        approvals = approvals.stream().map(Decision::withoutComment).toList();
        if ((decision == Verdict.APPROVED) != (publish != null)) {
            throw new IllegalArgumentException("an approval, and nothing else, says what to publish");
        }
    }

    /** Returns the output of the waiting task for an approval; the config goes back as it came. */
    public ObjectNode taskOutput(@Nullable JsonNode config) {
        ObjectNode output = toJson();
        output.set("config", config == null ? output.nullNode() : config);
        return output;
    }

    /** Returns the cause of the waiting task's failure for a rejection. */
    public ObjectNode taskCause() {
        return toJson();
    }

    /** Returns the decision as it is told to Step Functions, kept and shown. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("decision", decision.name());
        if (publish == null) {
            json.put("is_manually_rejected", true);
        } else {
            json.put("is_manually_approved", true);
            json.put("publish", publish.name());
        }
        put(json.putObject("reviewer"), reviewer);
        json.put("comment", comment);
        json.put("decidedAt", decidedAt.toString());
        json.put("reviewId", reviewId.value());
        if (!approvals.isEmpty()) {
            ArrayNode array = json.putArray("approvals");
            approvals.forEach(vote -> put(array.addObject(), vote.reviewer())
                    .put("publish", vote.publish().name())
                    .put("decidedAt", vote.votedAt().toString()));
        }
        return json;
    }

    private static ObjectNode put(ObjectNode json, Reviewer reviewer) {
        return json.put("name", reviewer.name())
                .put("id", reviewer.id())
                .put("via", reviewer.via())
                .put("verified", reviewer.verified());
    }

    /** Ten long comments would take more than Step Functions takes as a task's output. */
    private static Vote withoutComment(Vote vote) {
        return new Vote(vote.reviewer(), vote.publish(), "", vote.votedAt());
    }

    /**
     * Reads what {@link #toJson()} or {@link #taskOutput} wrote.
     *
     * @throws InvalidReviewRequest if it is anything else
     */
    public static Decision parse(JsonNode json) {
        Fields fields = Fields.of(json);
        Verdict verdict = fields.oneOf("decision", Verdict.class);
        boolean approved = verdict == Verdict.APPROVED;
        fields.constant(approved ? "is_manually_approved" : "is_manually_rejected", BooleanNode.TRUE);
        Publish publish = approved ? fields.oneOf("publish", Publish.class) : null;
        Reviewer reviewer = Reviewer.parse(fields.object("reviewer"));
        String comment = fields.lines("comment", MAX_COMMENT);
        Instant decidedAt = fields.optionalInstant("decidedAt").orElse(Instant.EPOCH);
        String reviewId = fields.matching("reviewId", ReviewId.FORM, "22 base64url characters");
        List<Vote> approvals = fields.list(
                "approvals",
                ReviewPolicy.MAX_APPROVALS,
                (vote, i) -> new Vote(
                        Reviewer.parse(vote),
                        vote.oneOf("publish", Publish.class),
                        "",
                        vote.optionalInstant("decidedAt").orElse(Instant.EPOCH)));
        fields.ignore("config");
        fields.refuseIfWrong();
        return new Decision(verdict, publish, reviewer, comment, decidedAt, new ReviewId(reviewId), approvals);
    }
}
