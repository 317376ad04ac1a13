package dev.reviewgate.core;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Keeps reviews and decisions in the review bucket, as {@code reviews/{id}/request.json} and {@code decision.json}.
 *
 * <p>Every write is conditional on what was read before it, so two writers never lose each other's work. Faults of S3 are
 * passed on as the SDK throws them.
 */
public final class ReviewStore {
    /** A record of an earlier version lacks the fields that came later; those that matter are checked by the record itself. */
    private static final ObjectReader RECORDS = Json.mapper()
            .readerFor(ReviewRecord.class)
            .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final ReviewObjects objects;

    public ReviewStore(S3Client s3, String bucket) {
        this.objects = new ReviewObjects(s3, bucket);
    }

    /** Returns a review's record, or empty if there never was one. */
    public Optional<ReviewRecord> find(ReviewId id) {
        return objects.read(requestKey(id)).map(ReviewStore::toRecord);
    }

    /**
     * Writes a review's record.
     *
     * @param record makes the record from what is kept of an earlier request; it is called again if another writer came
     *     first
     */
    public ReviewRecord open(ReviewId id, Function<Optional<ReviewRecord.Earlier>, ReviewRecord> record) {
        return objects.change(requestKey(id), stored -> {
            ReviewRecord next = record.apply(stored.map(ReviewStore::toRecord)
                    .map(r -> new ReviewRecord.Earlier(r, decision(r).isPresent())));
            return new ReviewObjects.Change<>(next, Json.write(next));
        });
    }

    /** Returns what was decided on a review, or empty if that is not recorded. */
    public Optional<Decision> decision(ReviewRecord review) {
        return objects.read(decisionKey(review.reviewId()))
                .map(ReviewStore::toDecision)
                .filter(review::isDecidedBy);
    }

    /** Records a decision on a review unless one is recorded already; tells whether it did. */
    public boolean record(ReviewRecord review, Decision decision) {
        String key = decisionKey(review.reviewId());
        String content = Json.write(decision.toJson());
        // Whatever is there may be about an earlier review of the same state.
        return objects.create(key, content)
                || objects.change(
                        key,
                        stored -> stored.map(ReviewStore::toDecision)
                                        .filter(review::isDecidedBy)
                                        .isPresent()
                                ? new ReviewObjects.Change<>(false, null)
                                : new ReviewObjects.Change<>(true, content));
    }

    private static ReviewRecord toRecord(byte[] stored) {
        try {
            return RECORDS.readValue(stored);
        } catch (IOException e) {
            throw unreadable("request", e);
        }
    }

    private static Decision toDecision(byte[] stored) {
        try {
            return Decision.parse(Json.mapper().readTree(stored));
        } catch (IOException e) {
            throw unreadable("decision", e);
        }
    }

    /** Keeps the cause out: Jackson's messages quote what they could not read, and that may be a secret. */
    @SuppressWarnings("UnusedException")
    static IllegalStateException unreadable(String what, IOException e) {
        return new IllegalStateException("the stored " + what + " of a review cannot be read: "
                + e.getClass().getSimpleName());
    }

    private static String requestKey(ReviewId id) {
        return ReviewObjects.key(id, "request.json");
    }

    private static String decisionKey(ReviewId id) {
        return ReviewObjects.key(id, "decision.json");
    }
}
