package dev.reviewgate.dataset.parts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.HashedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 as the phases use it: versions of source files in, versions of their own files in and out. */
public final class PartStore {
    private static final String JSON = "application/json";

    /** The version that S3 names where versioning was switched off again: the next upload overwrites it. */
    private static final String SUSPENDED = "null";

    /** What the name or the permissions of a source are to blame for; anything else may pass by itself. */
    private static final Set<String> UNREADABLE = Set.of(
            "NoSuchKey",
            "NoSuchVersion",
            "NoSuchBucket",
            "AccessDenied",
            "InvalidObjectState",
            "PermanentRedirect",
            "MethodNotAllowed",
            "PreconditionFailed");

    private final S3Client s3;
    private final String bucket;
    private final ObjectMapper json;

    public PartStore(S3Client s3, String bucket, ObjectMapper json) {
        this.s3 = s3;
        this.bucket = bucket;
        this.json = json;
    }

    /** Looks a source file up; throws {@link UnreadableFile} if it is not there or may not be read. */
    SourceFile find(String sourceBucket, String key) {
        var name = "s3://" + sourceBucket + "/" + key;
        var head = source(
                name,
                () -> s3.headObject(HeadObjectRequest.builder()
                        .bucket(sourceBucket)
                        .key(key)
                        .build()));
        return new SourceFile(sourceBucket, key, version(head.versionId()), head.eTag(), head.contentLength());
    }

    /**
     * Lists the keys of the files below a prefix, in their order. Empty objects, and those whose name starts with a dot or an
     * underscore, are what tools leave beside their files; they are passed over.
     */
    List<String> list(String sourceBucket, String prefix, int limit) {
        var keys = new ArrayList<String>();
        var request = ListObjectsV2Request.builder().bucket(sourceBucket).prefix(prefix);
        var name = "s3://" + sourceBucket + "/" + prefix;
        String next = null;
        do {
            var page = source(name, () -> s3.listObjectsV2(request.build()));
            page.contents().stream()
                    .filter(PartStore::isData)
                    .map(S3Object::key)
                    .forEach(keys::add);
            next = page.nextContinuationToken();
            request.continuationToken(next);
        } while (next != null && keys.size() <= limit);
        return keys;
    }

    private static boolean isData(S3Object object) {
        var file = object.key().substring(object.key().lastIndexOf('/') + 1);
        return object.size() > 0 && !file.isEmpty() && !file.startsWith(".") && !file.startsWith("_");
    }

    /** Copies the bytes [from, to) of the version that was planned. */
    void copy(SourceFile file, long from, long to, OutputStream out) throws IOException {
        var request = GetObjectRequest.builder()
                .bucket(file.bucket())
                .key(file.key())
                .versionId(file.versionId())
                .ifMatch(file.versionId() == null ? file.etag() : null)
                .range("bytes=" + from + "-" + (to - 1))
                .build();
        try (var object = source(file.name(), () -> s3.getObject(request))) {
            transfer(object, to - from, file.name(), out);
        }
    }

    /** Reads the bytes [from, to) of one of the phases' own files. */
    byte[] read(String key, long from, long to) throws IOException {
        if (to == from) {
            return new byte[0];
        }
        try (var in = s3.getObject(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .range("bytes=" + from + "-" + (to - 1))
                .build())) {
            var bytes = in.readAllBytes();
            if (bytes.length != to - from) {
                throw new IOException(
                        key + ": the download ended after " + bytes.length + " of " + (to - from) + " bytes");
            }
            return bytes;
        }
    }

    /** Opens one of the phases' own files; in its newest version if none is named. */
    ResponseInputStream<GetObjectResponse> open(String key, @Nullable String versionId) {
        return s3.getObject(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(versionId)
                .build());
    }

    public <T> T read(ObjectVersion object, Class<T> type) throws IOException {
        return readJson(object.key(), object.versionId(), type);
    }

    /** Reads the newest version: what a call writes does not depend on how often it was made. */
    <T> T readJson(String key, Class<T> type) throws IOException {
        return readJson(key, null, type);
    }

    private <T> T readJson(String key, @Nullable String versionId, Class<T> type) throws IOException {
        try (var in = open(key, versionId)) {
            return json.readValue(in, type);
        }
    }

    List<String> keys(String prefix) {
        var keys = new ArrayList<String>();
        s3.listObjectsV2Paginator(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .build())
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    ObjectVersion writeJson(String key, Object value) throws IOException {
        return write(key, json.writeValueAsBytes(value), JSON);
    }

    ObjectVersion write(String key, byte[] bytes, String contentType) {
        var stored = s3.putObject(request(key, contentType).build(), RequestBody.fromBytes(bytes));
        return new ObjectVersion(bucket, key, bound(stored));
    }

    ObjectVersion write(String key, Path file) {
        var stored = s3.putObject(request(key, "application/octet-stream").build(), RequestBody.fromFile(file));
        return new ObjectVersion(bucket, key, bound(stored));
    }

    /** Uploads a file of the evidence; S3 compares its SHA-256. */
    StoredFile store(String key, HashedFile file, String contentType) {
        var stored = s3.putObject(
                request(key, contentType)
                        .checksumSHA256(Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(file.sha256())))
                        .build(),
                RequestBody.fromFile(file.path()));
        return new StoredFile(bucket, key, bound(stored), file.sha256(), file.bytes());
    }

    private PutObjectRequest.Builder request(String key, String contentType) {
        return PutObjectRequest.builder().bucket(bucket).key(key).contentType(contentType);
    }

    private String bound(PutObjectResponse stored) {
        var versionId = version(stored.versionId());
        if (versionId == null) {
            throw new IllegalStateException("bucket " + bucket
                    + " has no versioning; evidence is bound to versions, so switch it on for this bucket");
        }
        return versionId;
    }

    private static @Nullable String version(@Nullable String versionId) {
        return SUSPENDED.equals(versionId) ? null : versionId;
    }

    private static void transfer(
            ResponseInputStream<GetObjectResponse> object, long size, String name, OutputStream out)
            throws IOException {
        var copied = object.transferTo(out);
        if (copied != size) {
            throw new IOException(name + ": the download ended after " + copied + " of " + size + " bytes");
        }
    }

    private static <T> T source(String name, java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            var details = e.awsErrorDetails();
            var code = details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
            if (e.statusCode() == 403 || e.statusCode() == 404 || e.statusCode() == 412 || UNREADABLE.contains(code)) {
                throw new UnreadableFile(name + ": " + reason(code, e.statusCode()));
            }
            throw e;
        }
    }

    private static String reason(String code, int status) {
        if (status == 412) {
            return "the file was changed while it was screened";
        }
        return switch (code) {
            case "InvalidObjectState" -> "the object is archived; restore it first";
            case "PermanentRedirect" -> "the bucket is in another region";
            case "NoSuchBucket" -> "there is no such bucket";
            default ->
                status == 403
                        ? "access denied; there is no such object, or this function may not read it"
                        : "there is no such object";
        };
    }
}
