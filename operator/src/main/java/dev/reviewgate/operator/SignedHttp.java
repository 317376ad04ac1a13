package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Sends requests as the caller's own IAM identity: Signature Version 4 for API Gateway. */
final class SignedHttp {
    private static final String SERVICE = "execute-api";

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    SignedHttp(SdkHttpClient http, AwsCredentialsProvider credentials, String region) {
        this.http = requireNonNull(http, "http");
        this.credentials = requireNonNull(credentials, "credentials");
        this.region = requireNonNull(region, "region");
    }

    /** What came back. */
    record Response(int status, String body) {
        Response {
            requireNonNull(body, "body");
        }
    }

    /**
     * Sends one request, once: whether a decision that was not answered has been made, only the review knows.
     *
     * @param json the body, or null for none
     * @throws Problem if there are no credentials
     */
    Response send(SdkHttpMethod method, URI uri, @Nullable String json) throws IOException {
        AwsCredentials identity = identity();
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .uri(uri)
                .method(method)
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "review-gate");
        ContentStreamProvider body = null;
        if (json != null) {
            byte[] bytes = json.getBytes(UTF_8);
            body = ContentStreamProvider.fromByteArray(bytes);
            request.putHeader("Content-Type", "application/json").putHeader("Content-Length", "" + bytes.length);
        }
        ContentStreamProvider payload = body;
        SignedRequest signed = signer.sign(r -> r.identity(identity)
                .request(request.build())
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(null))
                        .build())
                .call();
        return new Response(response.httpResponse().statusCode(), text(response.responseBody()));
    }

    private AwsCredentials identity() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            // The last two are what the SDK says of a profile that is incomplete.
            throw Problem.unavailable("no_credentials", "There are no AWS credentials to sign with. " + why(e));
        }
    }

    /** The chain's own message lists a dozen places where there were none; that of a single profile says what is wrong with it. */
    private static String why(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Unable to load credentials from any of the providers")
                ? "Name a profile with --profile, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                : message;
    }

    private static String text(Optional<AbortableInputStream> body) throws IOException {
        if (body.isEmpty()) {
            return "";
        }
        try (InputStream in = body.get()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
