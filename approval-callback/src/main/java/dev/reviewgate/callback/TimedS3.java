package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** S3 until a deadline: each call is given what is left, and none is begun afterwards. */
final class TimedS3 implements S3Client {
    /** A call that is given less than this fails before S3 has had a chance to answer. */
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final S3Client s3;
    private final Deadline deadline;

    TimedS3(S3Client s3, Deadline deadline) {
        this.s3 = s3;
        this.deadline = deadline;
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return s3.getObject(request.toBuilder().overrideConfiguration(limit()).build(), transformer);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return s3.putObject(request.toBuilder().overrideConfiguration(limit()).build(), body);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return s3.listObjectsV2(
                request.toBuilder().overrideConfiguration(limit()).build());
    }

    private AwsRequestOverrideConfiguration limit() {
        Duration limit = deadline.atMost(Clients.S3_CALL);
        if (limit.compareTo(SHORTEST) < 0) {
            throw ApiCallTimeoutException.create(limit.toMillis());
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }

    @Override
    public String serviceName() {
        return s3.serviceName();
    }

    @Override
    public void close() {
        // The client that is wrapped goes on to serve others.
    }
}
