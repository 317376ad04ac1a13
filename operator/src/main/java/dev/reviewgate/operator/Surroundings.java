package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What a command finds on the machine that it runs on. */
final class Surroundings {
    /** API Gateway answers or gives up within 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final Screen screen;
    private final Map<String, String> environment;
    private final Supplier<SdkHttpClient> http;
    private final Function<@Nullable String, AwsCredentialsProvider> credentials;

    Surroundings(
            Screen screen,
            Map<String, String> environment,
            Supplier<SdkHttpClient> http,
            Function<@Nullable String, AwsCredentialsProvider> credentials) {
        this.screen = requireNonNull(screen, "screen");
        this.environment = Map.copyOf(environment);
        this.http = requireNonNull(http, "http");
        this.credentials = requireNonNull(credentials, "credentials");
    }

    static Surroundings of(Screen screen, Map<String, String> environment) {
        return new Surroundings(screen, environment, Surroundings::urlConnection, Surroundings::usual);
    }

    Screen screen() {
        return screen;
    }

    Map<String, String> environment() {
        return environment;
    }

    SdkHttpClient http() {
        return http.get();
    }

    /** @param profile null for wherever the SDK finds some first */
    AwsCredentialsProvider credentials(@Nullable String profile) {
        return credentials.apply(profile);
    }

    private static SdkHttpClient urlConnection() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(PATIENCE)
                .build();
    }

    /** A profile that is named wins over credentials in the environment, as in the AWS CLI. */
    private static AwsCredentialsProvider usual(@Nullable String profile) {
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }
}
