package dev.reviewgate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final String GATEWAY = "https://abc123.execute-api.eu-west-1.amazonaws.com";

    @Test
    void theOptionWinsOverTheHostWhichWinsOverTheEnvironment() {
        Map<String, String> environment = Map.of("AWS_REGION", "us-west-2");

        assertThat(Endpoint.of(GATEWAY, "ap-south-1", environment, Optional::empty)
                        .region())
                .isEqualTo("ap-south-1");
        assertThat(Endpoint.of(GATEWAY, null, environment, Optional::empty).region())
                .isEqualTo("eu-west-1");
        assertThat(Endpoint.of("https://reviews.example.com", null, environment, Optional::empty)
                        .region())
                .isEqualTo("us-west-2");
    }

    @ParameterizedTest
    @CsvSource({
        "abc123.execute-api.cn-north-1.amazonaws.com.cn, cn-north-1",
        "abc123.execute-api.us-gov-east-1.amazonaws.com, us-gov-east-1",
        "abc123.execute-api.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
        "abc123.execute-api.eu-west-1.api.aws, eu-west-1",
        "ABC123.execute-api.EU-WEST-1.amazonaws.com, eu-west-1",
    })
    void theHostOfEachPartitionSaysItsRegion(String host, String region) {
        assertThat(Endpoint.of("https://" + host, null, Map.of(), Optional::empty)
                        .region())
                .isEqualTo(region);
    }

    @Test
    void aHostThatSaysNoRegionTakesTheProfiles() {
        Endpoint endpoint =
                Endpoint.of("https://reviews.example.com", null, Map.of(), () -> Optional.of("us-gov-west-1"));

        assertThat(endpoint.region()).isEqualTo("us-gov-west-1");
    }

    @Test
    void theLocalStackHasOneRegionWhateverTheEnvironmentIsFor() {
        assertThat(Endpoint.of("http://127.0.0.1:8080", null, Map.of(), Optional::empty)
                        .region())
                .isEqualTo("us-east-1");
        assertThat(Endpoint.of(
                                "http://localhost:8080",
                                null,
                                Map.of("AWS_REGION", "eu-west-1"),
                                () -> Optional.of("ap-south-1"))
                        .region())
                .isEqualTo("us-east-1");
    }

    @Test
    void aHostWithoutARegionAnywhereIsRefused() {
        assertThatThrownBy(() -> Endpoint.of("https://reviews.example.com", null, Map.of(), Optional::empty))
                .hasMessage("The region of reviews.example.com is not known. Say it with --region, or set AWS_REGION.");
    }

    @Test
    void theAddressMayComeFromTheEnvironmentAndLosesItsSlash() {
        Map<String, String> environment = Map.of(Endpoint.API_VARIABLE, GATEWAY + "/");

        assertThat(Endpoint.of(null, null, environment, Optional::empty).url()).hasToString(GATEWAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://abc123.execute-api.eu-west-1.amazonaws.com | is not encrypted",
                "http://127.0.0.1.example.com | is not encrypted",
                "ftp://example.com | is not the address of an API",
                "example.com | is not the address of an API",
                "https://example.com?stage=prod | is not the address of an API",
                "https://me:secret@example.com | is not the address of an API",
                "https://exa mple.com | is not the address of an API",
            })
    void anAddressThatIsNoneOrIsNotEncryptedIsRefused(String api, String why) {
        assertThatThrownBy(() -> Endpoint.of(api, "eu-west-1", Map.of(), Optional::empty))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"europe", "eu-west", "eu-west-1/../x", "EU-WEST-1"})
    void whatIsNoRegionIsRefused(String region) {
        assertThatThrownBy(() -> Endpoint.of(GATEWAY, region, Map.of(), Optional::empty))
                .hasMessageContaining("is no region");
    }
}
