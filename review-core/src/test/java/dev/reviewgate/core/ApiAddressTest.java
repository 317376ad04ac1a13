package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAddressTest {
    @ParameterizedTest
    @CsvSource({
        "api.example, api.example, https, '', https://api.example",
        "api.example, api.example, '', /prod, https://api.example/prod",
        "api.example, elsewhere.example, https, '', https://api.example",
        "127.0.0.1, 127.0.0.1:8080, http, '', http://127.0.0.1:8080",
        "127.0.0.1, 127.0.0.1:80@elsewhere.example, http, '', http://127.0.0.1",
        "api.example, api.example:8080, http, '', https://api.example",
        "api.example, api.example:x@elsewhere.example, https, '', https://api.example",
        "api.example, api.example:80/elsewhere, https, '', https://api.example"
    })
    void isTheDomainAndBelievesTheClientNothingButAPort(
            String domain, String host, String scheme, String stage, String address) {
        assertThat(ApiAddress.of(domain, host, scheme, stage)).hasToString("Optional[" + address + "]");
    }

    @Test
    void isUnknownWhereTheEventDoesNotSay() {
        assertThat(ApiAddress.of("", "api.example", "https", "")).isEmpty();
        assertThat(ApiAddress.of("no domain", "", "https", "")).isEmpty();
    }
}
