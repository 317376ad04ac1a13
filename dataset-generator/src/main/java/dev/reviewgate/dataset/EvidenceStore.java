package dev.reviewgate.dataset;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Uploads the evidence of an execution: all of its files or none. */
final class EvidenceStore {
    /** The version that S3 names where versioning was switched off again: the next upload overwrites it. */
    private static final String SUSPENDED = "null";

    private final S3Client s3;
    private final String bucket;
    private final Log log;

    EvidenceStore(S3Client s3, String bucket, Log log) {
        this.s3 = s3;
        this.bucket = bucket;
        this.log = log;
    }

    /** Uploads the five files, in the order of {@link Result.Evidence}. */
    Result.Evidence store(String executionName, List<StagedFile> files) {
        var uploaded = new ArrayList<EvidenceFile>();
        try {
            for (var file : files) {
                uploaded.add(upload("datasets/" + executionName + "/" + file.name(), file));
            }
        } catch (RuntimeException e) {
            uploaded.forEach(file -> delete(file.key(), file.versionId()));
            throw e;
        }
        return new Result.Evidence(
                uploaded.get(0), uploaded.get(1), uploaded.get(2), uploaded.get(3), uploaded.get(4), false);
    }

    private EvidenceFile upload(String key, StagedFile file) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(file.contentType())
                .checksumSHA256(Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(file.file().sha256())))
                .build();
        var versionId =
                s3.putObject(request, RequestBody.fromFile(file.file().path())).versionId();
        if (versionId == null || versionId.equals(SUSPENDED)) {
            delete(key, null);
            throw new IllegalStateException("bucket " + bucket
                    + " has no versioning; evidence is bound to versions, so switch it on for this bucket");
        }
        return new EvidenceFile(
                bucket, key, versionId, file.file().sha256(), file.file().bytes());
    }

    /** The fault that led here is the one to report, so a failure to clean up is only logged. */
    private void delete(String key, @Nullable String versionId) {
        try {
            s3.deleteObject(DeleteObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .versionId(versionId)
                    .build());
        } catch (SdkException e) {
            log.error(
                    "Half-written evidence could not be deleted",
                    Map.of(
                            "bucket",
                            bucket,
                            "key",
                            key,
                            "versionId",
                            String.valueOf(versionId),
                            "error",
                            e.toString()));
        }
    }
}
