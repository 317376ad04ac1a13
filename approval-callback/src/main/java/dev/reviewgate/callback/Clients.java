package dev.reviewgate.callback;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The AWS clients, built once with everything named that the SDK would otherwise go looking for. */
record Clients(S3Client s3, SfnClient sfn, S3Presigner presigner) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(4);

    static Clients of(Region region) {
        AwsCredentialsProvider credentials = EnvironmentVariableCredentialsProvider.create();
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .build();
        S3Client s3 = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
        SfnClient sfn = SfnClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        S3Presigner presigner = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .build();
        return new Clients(s3, sfn, presigner);
    }
}
