package dev.reviewgate.core;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps reviews and decisions in the review bucket, as {@code reviews/{id}/request.json} and {@code decision.json}.
 *
 * <p>Every write is conditional on what was read before it, so two writers never lose each other's work. Faults of S3 are
 * passed on as the SDK throws them.
 */
public final class ReviewStore {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int MAX_TRIES = 5;

    /** A record of an earlier version lacks the fields that came later; those that matter are checked by the record itself. */
    private static final ObjectReader RECORDS = Json.mapper()
            .readerFor(ReviewRecord.class)
            .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final S3Client s3;
    private final String bucket;

    public ReviewStore(S3Client s3, String bucket) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
    }

    /** Returns a review's record, or empty if there never was one. */
    public Optional<ReviewRecord> find(ReviewId id) {
        return get(requestKey(id)).map(ReviewStore::toRecord);
    }

    /**
     * Writes a review's record.
     *
     * @param record makes the record from what is kept of an earlier request; it is called again if another writer came
     *     first
     */
    public ReviewRecord open(ReviewId id, Function<Optional<ReviewRecord.Earlier>, ReviewRecord> record) {
        for (int tries = 1; ; tries++) {
            Optional<ResponseBytes<GetObjectResponse>> stored = get(requestKey(id));
            ReviewRecord opened = record.apply(stored.map(ReviewStore::toRecord)
                    .map(r -> new ReviewRecord.Earlier(r, decision(r).isPresent())));
            PutObjectRequest.Builder put = put(requestKey(id));
            stored.ifPresentOrElse(s -> put.ifMatch(s.response().eTag()), () -> put.ifNoneMatch("*"));
            try {
                s3.putObject(put.build(), body(Json.write(opened)));
                return opened;
            } catch (S3Exception e) {
                if (!isLostRace(e) || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Returns what was decided on a review, or empty if that is not recorded. */
    public Optional<Decision> decision(ReviewRecord review) {
        return get(decisionKey(review.reviewId())).map(ReviewStore::toDecision).filter(review::isDecidedBy);
    }

    /** Records a decision on a review unless one is recorded already; tells whether it did. */
    public boolean record(ReviewRecord review, Decision decision) {
        String key = decisionKey(review.reviewId());
        PutObjectRequest put = put(key).ifNoneMatch("*").build();
        for (int tries = 1; ; tries++) {
            try {
                s3.putObject(put, body(Json.write(decision.toJson())));
                return true;
            } catch (S3Exception e) {
                if (!isLostRace(e) || tries == MAX_TRIES) {
                    throw e;
                }
            }
            // Whatever is there may be about an earlier review of the same state.
            Optional<ResponseBytes<GetObjectResponse>> stored = get(key);
            if (stored.map(ReviewStore::toDecision).filter(review::isDecidedBy).isPresent()) {
                return false;
            }
            PutObjectRequest.Builder next = put(key);
            stored.ifPresentOrElse(s -> next.ifMatch(s.response().eTag()), () -> next.ifNoneMatch("*"));
            put = next.build();
        }
    }

    private Optional<ResponseBytes<GetObjectResponse>> get(String key) {
        try {
            return Optional.of(s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private PutObjectRequest.Builder put(String key) {
        return PutObjectRequest.builder().bucket(bucket).key(key).contentType("application/json");
    }

    private static RequestBody body(String json) {
        return RequestBody.fromString(json);
    }

    /** 412: another writer was first; 409: another one is writing right now (S3 API reference, conditional writes). */
    private static boolean isLostRace(S3Exception e) {
        return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT;
    }

    private static ReviewRecord toRecord(ResponseBytes<GetObjectResponse> stored) {
        try {
            return RECORDS.readValue(stored.asByteArray());
        } catch (IOException e) {
            throw unreadable("request", e);
        }
    }

    private static Decision toDecision(ResponseBytes<GetObjectResponse> stored) {
        try {
            return Decision.parse(Json.mapper().readTree(stored.asByteArray()));
        } catch (IOException e) {
            throw unreadable("decision", e);
        }
    }

    /** Keeps the cause out: Jackson's messages quote what they could not read, and that may be a secret. */
    @SuppressWarnings("UnusedException")
    private static IllegalStateException unreadable(String what, IOException e) {
        return new IllegalStateException("the stored " + what + " of a review cannot be read: "
                + e.getClass().getSimpleName());
    }

    private static String requestKey(ReviewId id) {
        return "reviews/" + id.value() + "/request.json";
    }

    private static String decisionKey(ReviewId id) {
        return "reviews/" + id.value() + "/decision.json";
    }
}
