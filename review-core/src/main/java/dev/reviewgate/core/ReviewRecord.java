package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open review as it is kept: the one place outside Step Functions where the task token is written down.
 *
 * <p>A review may be opened by one version of this code and decided by a later one, so a field may be added only as one
 * that can be missing.
 *
 * @param keyHashes one for each link that was sent, oldest first, so that older links go on working
 * @param firstOpenedAt when the first attempt of this review began; a decision from before it belongs to another review
 * @param policy who may decide; a record from before there were policies has {@link ReviewPolicy#OPEN}
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
        @Nullable Instant enteredTime,
        int retryCount,
        Instant firstOpenedAt,
        Instant openedAt,
        long timeoutSeconds,
        String subject,
        List<Fact> facts,
        Evidence evidence,
        @Nullable String requestedBy,
        ReviewPolicy policy,
        @Nullable String ifNobodyDecides,
        @Nullable JsonNode config) {
    public ReviewRecord {
        Objects.requireNonNull(reviewId, "reviewId");
        Objects.requireNonNull(taskToken, "taskToken");
        keyHashes = List.copyOf(keyHashes);
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(stateName, "stateName");
        Objects.requireNonNull(firstOpenedAt, "firstOpenedAt");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(subject, "subject");
        facts = List.copyOf(facts);
        Objects.requireNonNull(evidence, "evidence");
        policy = Objects.requireNonNullElse(policy, ReviewPolicy.OPEN);
    }

    /**
     * Opens a review for the first time, or again with a new token and one more key.
     *
     * <p>The same execution may ask again from the same state: as a reminder or a retry, which go on with the review that is
     * open, or with a question of its own, which neither the decision nor the links of an earlier one must answer.
     *
     * @throws InvalidReviewRequest if a later request opened this review already
     * @throws AnotherReviewIsOpen if a question that looks different is open under the same name
     */
    public static ReviewRecord open(ReviewRequest request, LinkKey key, Optional<Earlier> earlier, Instant now) {
        Relation relation = earlier.map(e -> e.relationTo(request, now)).orElse(Relation.NEW);
        Optional<ReviewRecord> review = earlier.map(Earlier::review);
        List<KeyHash> keys = relation == Relation.NEW ? List.of() : review.orElseThrow().keyHashes;
        return new ReviewRecord(
                request.reviewId(),
                request.taskToken(),
                Stream.concat(keys.stream(), Stream.of(key.hash())).toList(),
                request.execution(),
                request.stateName(),
                request.attempt(),
                request.attempts(),
                request.enteredTime(),
                request.retryCount(),
                relation == Relation.GOES_ON ? review.orElseThrow().firstOpenedAt : now,
                now,
                request.timeoutSeconds(),
                request.subject(),
                request.facts(),
                request.evidence(),
                request.requestedBy(),
                request.policy(),
                request.ifNobodyDecides(),
                request.config());
    }

    /** Returns the same review with a link more. */
    public ReviewRecord withKey(LinkKey key) {
        return new ReviewRecord(
                reviewId,
                taskToken,
                Stream.concat(keyHashes.stream(), Stream.of(key.hash())).toList(),
                execution,
                stateName,
                attempt,
                attempts,
                enteredTime,
                retryCount,
                firstOpenedAt,
                openedAt,
                timeoutSeconds,
                subject,
                facts,
                evidence,
                requestedBy,
                policy,
                ifNobodyDecides,
                config);
    }

    private enum Relation {
        /** A question of its own. */
        NEW,
        /** The same question once more, by an execution that was stopped and went on: links go on working, decisions count anew. */
        ASKED_AGAIN,
        /** A retry or a reminder. */
        GOES_ON
    }

    /** What is kept of the last request from the same execution and state, and whether somebody decided on it. */
    public record Earlier(ReviewRecord review, boolean decided) {
        /** Tells whether a request is a retry or a reminder of this one. */
        public boolean goesOnWith(ReviewRequest request, Instant now) {
            return relationTo(request, now) == Relation.GOES_ON;
        }

        private Relation relationTo(ReviewRequest request, Instant now) {
            if (review.taskToken.equals(request.taskToken())) {
                return Relation.GOES_ON;
            }
            if (request.attempt() > review.attempt) {
                return decided ? Relation.NEW : Relation.GOES_ON;
            }
            Instant entered = request.enteredTime();
            Instant enteredBefore = review.enteredTime;
            if (entered != null && enteredBefore != null && !entered.isAfter(enteredBefore)) {
                if (entered.equals(enteredBefore)
                        && request.attempt() == review.attempt
                        && request.retryCount() > review.retryCount) {
                    return Relation.GOES_ON;
                }
                throw new InvalidReviewRequest(
                        "enteredTime is " + entered + "; a later request has opened this review");
            }
            if (decided || !now.isBefore(review.attemptEndsAt().minus(review.clocksDiffer()))) {
                return Relation.NEW;
            }
            if (review.asksTheSameAs(request)) {
                return Relation.ASKED_AGAIN;
            }
            throw new AnotherReviewIsOpen(request.stateName());
        }
    }

    private boolean asksTheSameAs(ReviewRequest request) {
        return digest(subject, facts, evidence).equals(digest(request.subject(), request.facts(), request.evidence()))
                && Objects.equals(config, request.config());
    }

    /**
     * How much earlier than {@link #attemptEndsAt()} the task may end: it began to wait before this record was written. At
     * most a minute, and half of a shorter wait.
     */
    @JsonIgnore
    public Duration clocksDiffer() {
        return Duration.ofMillis(Math.min(60_000, timeoutSeconds * 500));
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
        return digest(subject, facts, evidence);
    }

    /** Tells whether a decision is about this review, and not about an earlier one of the same execution and state. */
    public boolean isDecidedBy(Decision decision) {
        return decision.reviewId().equals(reviewId) && !decision.decidedAt().isBefore(firstOpenedAt);
    }

    private static String digest(String subject, List<Fact> facts, Evidence evidence) {
        return Digests.shortUrlSafe(Json.write(List.of(subject, facts, evidence)));
    }
}
