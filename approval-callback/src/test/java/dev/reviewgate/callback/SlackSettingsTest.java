package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSettingsTest {
    private static final Map<String, String> WITHOUT =
            Map.of("AWS_REGION", "us-east-1", "REVIEW_BUCKET", "reviews", "ENVIRONMENT", "test");

    @Test
    void anEmptySecretMeansThatThereIsNoSlackApp() {
        assertThat(Settings.from(WITHOUT).slack()).isNull();
        assertThat(Settings.from(with("", "https://slack.com/api")).slack()).isNull();
    }

    @Test
    void aSecretNeedsToKnowWhereSlackIs() {
        assertThat(Settings.from(with("arn:secret", "https://slack.com/api/")).slack())
                .isEqualTo(new Settings.SlackApp("arn:secret", URI.create("https://slack.com/api")));
        assertThatThrownBy(() -> Settings.from(with("arn:secret", "")))
                .hasMessage("environment variable SLACK_API_URL is missing");
    }

    @Test
    void anAddressIsThatOfTheLastRequest() {
        Address address = new Address();
        assertThat(address.base()).isEmpty();

        address.learn(
                request("abc.execute-api.us-east-1.amazonaws.com", "abc.execute-api.us-east-1.amazonaws.com", "https"));
        assertThat(address.base()).contains(URI.create("https://abc.execute-api.us-east-1.amazonaws.com"));

        address.learn(request("127.0.0.1", "127.0.0.1:8080", "http"));
        assertThat(address.base()).contains(URI.create("http://127.0.0.1:8080"));
    }

    /** API Gateway has matched the domain; whatever else a client calls it is that client's. */
    @Test
    void anotherHostsNameIsNotBelieved() {
        Address address = new Address();

        address.learn(request("abc.execute-api.us-east-1.amazonaws.com", "evil.example", "https"));

        assertThat(address.base()).contains(URI.create("https://abc.execute-api.us-east-1.amazonaws.com"));
    }

    /** Two tricks on whoever joins strings: what looks like a port may end the host, and anybody may say that there is no TLS. */
    @ParameterizedTest
    @CsvSource({
        "abc.example:x@evil.example, https",
        "abc.example:443@evil.example, https",
        "abc.example:8080, https",
        "abc.example:80, http",
        "abc.example, http",
        "abc.example:/evil.example, https"
    })
    void aHeaderMakesNoOtherAddressOfADomain(String host, String scheme) {
        assertThat(request("abc.example", host, scheme).address()).contains(URI.create("https://abc.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:x@evil.example", "127.0.0.1:80@evil.example", "127.0.0.1:"})
    void aPortIsANumber(String host) {
        assertThat(request("127.0.0.1", host, "http").address()).contains(URI.create("http://127.0.0.1"));
    }

    @Test
    void aNamedStageIsPartOfTheAddress() {
        ObjectNode event = event("abc.example", "abc.example", "https");
        event.put("rawPath", "/prod/review").withObject("/requestContext").put("stage", "prod");

        assertThat(Request.of(HttpEvent.parse(event)).address()).contains(URI.create("https://abc.example/prod"));
    }

    private static Request request(String domain, String host, String scheme) {
        return Request.of(HttpEvent.parse(event(domain, host, scheme)));
    }

    private static ObjectNode event(String domain, String host, String scheme) {
        ObjectNode event = Events.request("GET", "/review", "");
        Events.header(Events.header(event, "host", host), "x-forwarded-proto", scheme);
        event.withObject("/requestContext").put("domainName", domain);
        return event;
    }

    private static Map<String, String> with(String secretArn, String apiUrl) {
        Map<String, String> variables = new HashMap<>(WITHOUT);
        variables.put("SLACK_SECRET_ARN", secretArn);
        variables.put("SLACK_API_URL", apiUrl);
        return variables;
    }
}
