package dev.reviewgate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 in memory, for tests: versions, conditional writes, and failures on demand. */
public final class FakeS3 implements S3Client {
    private final Map<String, List<byte[]>> versions = new LinkedHashMap<>();
    private final Map<String, Instant> written = new HashMap<>();
    private final List<Consumer<String>> beforeEachCall = new CopyOnWriteArrayList<>();
    private Clock clock = Clock.systemUTC();
    private int pageSize = 1000;

    /** Sets the clock that objects' times of writing come from. */
    public synchronized void setClock(Clock newClock) {
        clock = newClock;
    }

    /** Sets how many objects a page of a listing holds. */
    public synchronized void setPageSize(int newPageSize) {
        pageSize = newPageSize;
    }

    /**
     * Lets a test look at, or fail, each call; it is given {@code "GET bucket/key"}, {@code "PUT bucket/key"} or
     * {@code "LIST bucket/prefix"}.
     */
    public void beforeEachCall(Consumer<String> hook) {
        beforeEachCall.add(hook);
    }

    /** Forgets the hooks. */
    public void recover() {
        beforeEachCall.clear();
    }

    /** Returns the newest content of an object. */
    public synchronized String content(String bucket, String key) {
        List<byte[]> all = versions.get(bucket + "/" + key);
        if (all == null) {
            throw new AssertionError("no object " + bucket + "/" + key + "; there are " + versions.keySet());
        }
        return new String(all.get(all.size() - 1), java.nio.charset.StandardCharsets.UTF_8);
    }

    public synchronized boolean has(String bucket, String key) {
        return versions.containsKey(bucket + "/" + key);
    }

    /** Returns an S3 error as the service sends it. */
    public static S3Exception failure(int status) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message("S3 answers " + status)
                .build();
    }

    @Override
    public synchronized PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        String name = request.bucket() + "/" + request.key();
        beforeEachCall.forEach(hook -> hook.accept("PUT " + name));
        List<byte[]> all = versions.get(name);
        boolean exists = all != null;
        if ((request.ifNoneMatch() != null && exists)
                || (request.ifMatch() != null
                        && !(all != null && request.ifMatch().equals(eTag(all.size()))))) {
            throw failure(412);
        }
        List<byte[]> target = versions.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>());
        try (var stream = body.contentStreamProvider().newStream()) {
            target.add(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.put(name, clock.instant());
        return PutObjectResponse.builder()
                .eTag(eTag(target.size()))
                .versionId("v" + target.size())
                .build();
    }

    @Override
    public synchronized <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        String name = request.bucket() + "/" + request.key();
        beforeEachCall.forEach(hook -> hook.accept("GET " + name));
        List<byte[]> all = versions.get(name);
        if (all == null) {
            throw NoSuchKeyException.builder()
                    .statusCode(404)
                    .message("no object " + name)
                    .build();
        }
        int version = request.versionId() == null
                ? all.size()
                : Integer.parseInt(request.versionId().substring(1));
        byte[] content = all.get(version - 1);
        GetObjectResponse response = GetObjectResponse.builder()
                .eTag(eTag(version))
                .versionId("v" + version)
                .contentLength((long) content.length)
                .build();
        try {
            return transformer.transform(
                    response, AbortableInputStream.create(new java.io.ByteArrayInputStream(content)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        String prefix = request.bucket() + "/" + request.prefix();
        beforeEachCall.forEach(hook -> hook.accept("LIST " + prefix));
        String after = request.continuationToken() == null ? "" : request.continuationToken();
        List<String> names = versions.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0)
                .sorted()
                .toList();
        List<String> page = names.subList(0, Math.min(pageSize, names.size()));
        return ListObjectsV2Response.builder()
                .contents(page.stream()
                        .map(name -> listed(request.bucket(), name))
                        .toList())
                .nextContinuationToken(page.size() < names.size() ? page.get(page.size() - 1) : null)
                .build();
    }

    /** S3 lists times in whole seconds. */
    private S3Object listed(String bucket, String name) {
        return S3Object.builder()
                .key(name.substring(bucket.length() + 1))
                .lastModified(written.getOrDefault(name, Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS))
                .build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        return getObject(request, ResponseTransformer.toInputStream());
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}

    private static String eTag(int version) {
        return "\"" + version + "\"";
    }
}
