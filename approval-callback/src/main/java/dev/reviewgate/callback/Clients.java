package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;

/**
 * The AWS clients, built once with everything named that the SDK would otherwise go looking for.
 *
 * <p>Their time limits keep a decision below the function's own, which would end it without an answer, where a service does
 * not answer at all: record, decision and report are read (3 s each), Step Functions is asked twice (4 s each), and then
 * either the decision is recorded (3 s) or {@link Aftermath} looks for somebody else's (8 s and a last look). Where that may
 * add up to more than somebody has, each call is given what is left until their {@link Deadline}.
 */
record Clients(S3Client s3, SfnClient sfn, S3Presigner presigner, SecretsManagerClient secrets) {
    /** What a page and a program are given of the function's 29 seconds; the rest is for showing it. */
    static final Duration UNHURRIED = Duration.ofSeconds(24);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    static final Duration ANSWER = Duration.ofSeconds(4);
    static final Duration S3_CALL = Duration.ofSeconds(3);
    private static final Duration S3_ATTEMPT = Duration.ofMillis(1500);
    private static final Duration SECRET_ATTEMPT = Duration.ofSeconds(1);

    static Clients of(Region region) {
        AwsCredentialsProvider credentials = EnvironmentVariableCredentialsProvider.create();
        SdkHttpClient http = http();
        S3Client s3 = s3(region, credentials, http).build();
        SfnClient sfn = sfn(region, credentials, http).build();
        S3Presigner presigner = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .build();
        SecretsManagerClient secrets = new LazySecrets(() -> SecretsManagerClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallTimeout(ANSWER).apiCallAttemptTimeout(SECRET_ATTEMPT))
                .build());
        return new Clients(s3, sfn, presigner, secrets);
    }

    static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .build();
    }

    static SfnClientBuilder sfn(Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        return SfnClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallTimeout(ANSWER).retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    static S3ClientBuilder s3(Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        return S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallTimeout(S3_CALL).apiCallAttemptTimeout(S3_ATTEMPT));
    }
}
