package dev.reviewgate.core;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects of the review bucket, each written only on condition that it still is what was read, so that two writers
 * never lose each other's work. Faults of S3 are passed on as the SDK throws them.
 */
final class ReviewObjects {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    /** Each try that loses a race means that somebody else's was written; ten people can vote at once. */
    private static final int MAX_TRIES = 12;

    private final S3Client s3;
    private final String bucket;

    ReviewObjects(S3Client s3, String bucket) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
    }

    /** Returns the key of one of a review's objects. */
    static String key(ReviewId id, String name) {
        return "reviews/" + id.value() + "/" + name;
    }

    /** Returns an object's bytes, or empty if there is none. */
    Optional<byte[]> read(String key) {
        return get(key).map(ResponseBytes::asByteArray);
    }

    /**
     * What follows from what is there.
     *
     * @param content what is to be written, or null where what is there may stay
     */
    record Change<T>(T result, @Nullable String content) {}

    /**
     * Writes an object as it follows from what is there.
     *
     * @param change it is called again if another writer came first
     * @return the result of the change that was written, or that needed no writing
     */
    <T> T change(String key, Function<Optional<byte[]>, Change<T>> change) {
        for (int tries = 1; ; tries++) {
            Optional<ResponseBytes<GetObjectResponse>> stored = get(key);
            Change<T> next = change.apply(stored.map(ResponseBytes::asByteArray));
            String content = next.content();
            if (content == null) {
                return next.result();
            }
            PutObjectRequest.Builder put = put(key);
            stored.ifPresentOrElse(s -> put.ifMatch(s.response().eTag()), () -> put.ifNoneMatch("*"));
            if (written(put, content, tries == MAX_TRIES)) {
                return next.result();
            }
        }
    }

    /** Writes an object where there was none; tells whether it did. */
    boolean create(String key, String content) {
        return written(put(key).ifNoneMatch("*"), content, false);
    }

    /** Writes an object whatever was there. */
    void overwrite(String key, String content) {
        s3.putObject(put(key).build(), RequestBody.fromString(content));
    }

    private boolean written(PutObjectRequest.Builder put, String content, boolean lastTry) {
        try {
            s3.putObject(put.build(), RequestBody.fromString(content));
            return true;
        } catch (S3Exception e) {
            if (!isLostRace(e) || lastTry) {
                throw e;
            }
            return false;
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

    /** 412: another writer was first; 409: another one is writing right now (S3 API reference, conditional writes). */
    private static boolean isLostRace(S3Exception e) {
        return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT;
    }
}
