package dev.reviewgate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 in memory, for tests: versions, conditional writes, and failures on demand. */
public final class FakeS3 implements S3Client {
    private final Map<String, List<byte[]>> versions = new LinkedHashMap<>();
    private final List<Consumer<String>> beforeEachCall = new CopyOnWriteArrayList<>();

    /** Lets a test look at, or fail, each call; it is given {@code "GET bucket/key"} or {@code "PUT bucket/key"}. */
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
