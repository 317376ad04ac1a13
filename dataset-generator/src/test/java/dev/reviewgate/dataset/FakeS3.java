package dev.reviewgate.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 of versioned objects in memory, which checks checksums as S3 does. */
final class FakeS3 implements S3Client {
    private final List<Version> versions = new ArrayList<>();
    private Predicate<PutObjectRequest> refusedPuts = put -> false;
    private @Nullable String refusedGets;
    private boolean refusesDeletes;
    private boolean versioning = true;
    private long claimedExtraBytes;
    private int nextVersion = 1;

    record Version(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable String contentType,
            SdkBytes content) {
        byte[] bytes() {
            return content.asByteArray();
        }

        String text() {
            return content.asUtf8String();
        }
    }

    FakeS3 with(String bucket, String key, byte[] bytes) {
        versions.add(new Version(bucket, key, newVersionId(), null, SdkBytes.fromByteArray(bytes)));
        return this;
    }

    FakeS3 refusingPuts(Predicate<PutObjectRequest> refused) {
        refusedPuts = refused;
        return this;
    }

    FakeS3 refusingGets(String errorCode) {
        refusedGets = errorCode;
        return this;
    }

    FakeS3 refusingDeletes() {
        refusesDeletes = true;
        return this;
    }

    FakeS3 withoutVersioning() {
        versioning = false;
        return this;
    }

    /** Claims an object larger than it is. */
    FakeS3 claimingExtraBytes(long bytes) {
        claimedExtraBytes = bytes;
        return this;
    }

    List<Version> versions() {
        return List.copyOf(versions);
    }

    /** The newest version of that key. */
    Version latest(String key) {
        return versions().stream()
                .filter(version -> version.key().equals(key))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    Version only(String keyEnding) {
        var found = versions.stream()
                .filter(version -> version.key().endsWith(keyEnding))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects end in " + keyEnding);
        }
        return found.get(0);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (refusedPuts.test(request)) {
            throw exception(503, "SlowDown");
        }
        var bytes = read(body.contentStreamProvider().newStream());
        if (request.checksumSHA256() != null && !sha256(bytes).equals(request.checksumSHA256())) {
            throw exception(400, "BadDigest");
        }
        var version = new Version(
                request.bucket(), request.key(), newVersionId(), request.contentType(), SdkBytes.fromByteArray(bytes));
        versions.add(version);
        return PutObjectResponse.builder().versionId(version.versionId()).build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        if (refusedGets != null) {
            throw exception(403, refusedGets);
        }
        var version = find(request.bucket(), request.key(), request.versionId());
        var bytes = slice(version.bytes(), request.range());
        var response = GetObjectResponse.builder()
                .versionId(version.versionId())
                .contentLength(bytes.length + claimedExtraBytes)
                .build();
        return new ResponseInputStream<>(response, AbortableInputStream.create(new ByteArrayInputStream(bytes)));
    }

    private Version find(String bucket, String key, @Nullable String versionId) {
        return versions.stream()
                .filter(each -> each.bucket().equals(bucket) && each.key().equals(key))
                .filter(each -> versionId == null || versionId.equals(each.versionId()))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> NoSuchKeyException.builder()
                        .statusCode(404)
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorCode("NoSuchKey").build())
                        .build());
    }

    private static byte[] slice(byte[] bytes, @Nullable String range) {
        if (range == null) {
            return bytes;
        }
        var ends = range.substring("bytes=".length()).split("-", -1);
        return Arrays.copyOfRange(
                bytes, Integer.parseInt(ends[0]), Math.min(bytes.length, Integer.parseInt(ends[1]) + 1));
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        var version = find(request.bucket(), request.key(), request.versionId());
        return HeadObjectResponse.builder()
                .versionId(version.versionId())
                .eTag("etag")
                .contentLength((long) version.bytes().length)
                .build();
    }

    /** One key a page, so that whoever lists has to go on. */
    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        var after = request.continuationToken() == null ? "" : request.continuationToken();
        var keys = versions.stream()
                .filter(version -> version.bucket().equals(request.bucket()))
                .map(Version::key)
                .filter(key -> key.startsWith(request.prefix()) && key.compareTo(after) > 0)
                .distinct()
                .sorted()
                .toList();
        var page = keys.stream()
                .limit(1)
                .map(key -> S3Object.builder()
                        .key(key)
                        .size((long) find(request.bucket(), key, null).bytes().length)
                        .build())
                .toList();
        return ListObjectsV2Response.builder()
                .contents(page)
                .isTruncated(keys.size() > 1)
                .nextContinuationToken(keys.size() > 1 ? keys.get(0) : null)
                .build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        if (refusesDeletes) {
            throw exception(403, "AccessDenied");
        }
        versions.removeIf(version -> version.bucket().equals(request.bucket())
                && version.key().equals(request.key())
                && (request.versionId() == null || request.versionId().equals(version.versionId())));
        return DeleteObjectResponse.builder().build();
    }

    private @Nullable String newVersionId() {
        return versioning ? "v" + nextVersion++ : null;
    }

    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Exception exception(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
