package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open review as it is kept: the one place outside Step Functions where the task token is written down.
 *
 * <p>A review may be opened by one version of this code and decided by a later one, so a field may be added only as one
 * that can be missing.
 *
 * @param keyHashes one for each link that was sent, oldest first, so that older links go on working
 * @param openedAt when this attempt began
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReviewRecord(
        ReviewId reviewId,
        TaskToken taskToken,
        List<KeyHash> keyHashes,
        Execution execution,
        String stateName,
        int attempt,
        int attempts,
        Instant openedAt,
        long timeoutSeconds,
        String subject,
        List<Fact> facts,
        Evidence evidence,
        @Nullable String requestedBy,
        @Nullable JsonNode config) {
    public ReviewRecord {
        Objects.requireNonNull(reviewId, "reviewId");
        Objects.requireNonNull(taskToken, "taskToken");
        keyHashes = List.copyOf(keyHashes);
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(stateName, "stateName");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(subject, "subject");
        facts = List.copyOf(facts);
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Opens a review for the first time, or again with a new token and one more key. */
    public static ReviewRecord open(ReviewRequest request, LinkKey key, List<KeyHash> earlierKeys, Instant now) {
        return new ReviewRecord(
                request.reviewId(),
                request.taskToken(),
                Stream.concat(earlierKeys.stream(), Stream.of(key.hash())).toList(),
                request.execution(),
                request.stateName(),
                request.attempt(),
                request.attempts(),
                now,
                request.timeoutSeconds(),
                request.subject(),
                request.facts(),
                request.evidence(),
                request.requestedBy(),
                request.config());
    }

    /** Tells whether the key is that of any link that was sent for this review; the time taken tells nothing. */
    public boolean isOpenedBy(LinkKey key) {
        boolean opened = false;
        for (KeyHash hash : keyHashes) {
            opened |= hash.matches(key);
        }
        return opened;
    }

    /** When this attempt ends: the next reminder is sent, or the review closes. */
    @JsonIgnore
    public Instant attemptEndsAt() {
        return openedAt.plusSeconds(timeoutSeconds);
    }

    /** When the review closes for good if nobody decides. */
    @JsonIgnore
    public Instant closesAt() {
        return openedAt.plus(Duration.ofSeconds(timeoutSeconds).multipliedBy(attempts - attempt + 1L));
    }

    /** Names what a reviewer was shown: it changes whenever subject, facts or evidence do. */
    @JsonIgnore
    public String contentDigest() {
        return Digests.shortUrlSafe(Json.write(List.of(subject, facts, evidence)));
    }
}
