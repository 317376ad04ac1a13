package dev.reviewgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Signatures, as the other side checks them. */
class SignedHttpTest {
    private static final FakeApi API = new FakeApi().answer("POST /operator/reviews/x/decision", 200, "{}");

    @AfterContainer
    static void stop() {
        API.close();
    }

    @Property(tries = 50)
    void anyBodyArrivesAsItWasSigned(@ForAll @StringLength(max = 2000) String text) throws Exception {
        String body = "{\"comment\": \"" + text.replace('"', ' ').replace('\ud800', ' ') + "\"}";

        SignedHttp.Response response = http(FakeApi.SECRET)
                .send(SdkHttpMethod.POST, URI.create(API.url() + "/operator/reviews/x/decision"), body);

        assertThat(response.status()).isEqualTo(200);
    }

    @Example
    void itIsSignedForApiGatewayInTheRegionOfTheApi() throws Exception {
        http(FakeApi.SECRET).send(SdkHttpMethod.POST, URI.create(API.url() + "/operator/reviews/x/decision"), "{}");

        List<FakeApi.Call> calls = API.calls();
        assertThat(calls.get(calls.size() - 1).signedBy())
                .isEqualTo(new SigV4.Claim(FakeApi.ACCESS_KEY, "eu-central-1", "execute-api"));
    }

    @Example
    void theTokenOfASessionIsSentAndSigned() throws Exception {
        SignedHttp http = new SignedHttp(
                UrlConnectionHttpClient.create(),
                StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(FakeApi.ACCESS_KEY, FakeApi.SECRET, "the-session")),
                "eu-central-1");

        http.send(SdkHttpMethod.POST, URI.create(API.url() + "/operator/reviews/x/decision"), "{}");

        List<FakeApi.Call> calls = API.calls();
        FakeApi.Call last = calls.get(calls.size() - 1);
        assertThat(last.headers()).containsEntry("x-amz-security-token", "the-session");
        assertThat(last.headers().get("authorization")).contains("x-amz-security-token");
    }

    @Example
    void anotherSecretIsRefused() throws Exception {
        SignedHttp.Response response =
                http("another").send(SdkHttpMethod.POST, URI.create(API.url() + "/operator/reviews/x/decision"), "{}");

        assertThat(response.status()).isEqualTo(403);
    }

    private static SignedHttp http(String secret) {
        return new SignedHttp(
                UrlConnectionHttpClient.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(FakeApi.ACCESS_KEY, secret)),
                "eu-central-1");
    }
}
