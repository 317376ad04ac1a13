package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that a distributed Map reads its items from and writes its results to; called on worker threads. */
public interface ObjectStore {
    /**
     * Returns an object's bytes.
     *
     * @throws TaskFailure if it cannot be had, for instance {@code S3.NoSuchKeyException}
     */
    byte[] get(String bucket, String key, @Nullable String versionId) throws TaskFailure, InterruptedException;

    /**
     * Returns the objects whose keys begin with a prefix, as S3 lists them: {@code Etag}, {@code Key}, {@code
     * LastModified} in seconds since 1970, {@code Size} and {@code StorageClass}.
     *
     * @param limit how many to return at most
     */
    List<JsonNode> list(String bucket, String prefix, int limit) throws TaskFailure, InterruptedException;

    /** Writes an object of JSON. */
    void put(String bucket, String key, byte[] json) throws TaskFailure, InterruptedException;
}
