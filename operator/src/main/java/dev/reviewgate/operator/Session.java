package dev.reviewgate.operator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** The options that every command takes: which stack, as whom, and for whom the answer is. */
final class Session {
    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Where the stack answers: its output ApiUrl (default: $" + Endpoint.API_VARIABLE + ").")
    private @Nullable String api;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The API's region (default: what the address says, then $AWS_REGION, then the profile's).")
    private @Nullable String region;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile of ~/.aws to take the credentials from (default: the SDK's usual search).")
    private @Nullable String profile;

    @Option(
            names = "--json",
            description = "Print JSON: the answer on standard output, what went wrong on standard error.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Connects to nothing yet: credentials are looked for when a request is signed. */
    ReviewApi open(Surroundings surroundings) {
        Endpoint endpoint = Endpoint.of(api, region, surroundings.environment(), this::profileRegion);
        AwsCredentialsProvider credentials = surroundings.credentials(profile);
        return new ReviewApi(endpoint.url(), new SignedHttp(surroundings.http(), credentials, endpoint.region()));
    }

    /** A profile without a region, or no profile at all, says none. */
    @SuppressWarnings("UnusedException")
    private Optional<String> profileRegion() {
        try {
            return Optional.ofNullable(new AwsProfileRegionProvider(null, profile).getRegion())
                    .map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
