package dev.reviewgate.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and programs send, and who of them is answered. */
class CallersTest {
    private static final int PORT = 8080;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "LocalHost:8080", "[::1]:8080"})
    void aProgramOfThisMachineIsAnswered(String host) {
        for (Callers callers : Callers.values()) {
            assertThat(let(callers, "POST", host)).as(callers.name()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "website.example:8080",
                "127.0.0.1.website.example:8080",
                "localhost.website.example:8080",
                "notlocalhost:8080",
                "localhost.:8080",
                "0.0.0.0:8080",
                "127.0.0.2:8080",
                "127.0.0.1:8081",
                "127.0.0.1:18080",
                "127.0.0.1:",
                "127.0.0.1",
                "localhost",
                "me@127.0.0.1:8080",
                ""
            })
    void aNameThatAWebsitePointsAtThisMachineIsRefused(String host) {
        for (Callers callers : Callers.values()) {
            assertThat(let(callers, "GET", host)).as(callers.name()).isFalse();
            assertThat(let(callers, "POST", host)).as(callers.name()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Callers.class)
    void onlyThePortOfPlainHttpMayBeLeftOut(Callers callers) {
        assertThat(callers.let("GET", 80, name -> name.equals("Host") ? List.of("localhost") : List.of()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Callers.class)
    void noHostAndTwoOfThemAreRefused(Callers callers) {
        assertThat(callers.let("GET", PORT, name -> List.of())).isFalse();
        assertThat(let(callers, "GET", "127.0.0.1:8080", "Host: website.example:8080"))
                .isFalse();
    }

    @Test
    void aBucketMayStandBeforeTheNameForAwsClientsOnly() {
        assertThat(let(Callers.AWS_CLIENTS, "PUT", "my.bucket.localhost:8080")).isTrue();
        assertThat(let(Callers.OWN_PAGES, "PUT", "my.bucket.localhost:8080")).isFalse();
        assertThat(let(Callers.PROGRAMS, "PUT", "my.bucket.localhost:8080")).isFalse();
        assertThat(let(Callers.AWS_CLIENTS, "PUT", "bucket.s3.localhost.localstack.cloud:8080"))
                .isFalse();
        assertThat(let(Callers.AWS_CLIENTS, "PUT", ".localhost:8080")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // origin | site | mode
                "https://website.example | - | -",
                "https://website.example | cross-site | cors",
                "https://website.example | same-origin | navigate",
                "null | - | -",
                "null | cross-site | navigate",
                "null | same-site | navigate",
                "null | none | navigate",
                "http://localhost:8080 | - | -",
                "http://127.0.0.1 | - | -",
                "http://127.0.0.1:3000 | same-site | navigate",
                "https://127.0.0.1:8080 | same-site | navigate",
                "http://127.0.0.1:8080 | cross-site | navigate",
                "- | cross-site | no-cors",
                "- | same-site | no-cors",
                "- | cross-site | navigate",
                "- | anything | navigate",
            })
    void aPageOfAnotherOriginChangesNothing(String origin, String site, String mode) {
        for (Callers callers : Callers.values()) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                assertThat(let(callers, method, "127.0.0.1:8080", sent(origin, site, mode)))
                        .as(callers + " " + method)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://127.0.0.1:8080 | - | -",
                "http://127.0.0.1:8080 | same-origin | navigate",
                // A form on a page that says no-referrer.
                "null | same-origin | navigate",
                "- | same-origin | cors",
                "- | none | navigate",
            })
    void aServersOwnPagesMayPostToItAndToNoOther(String origin, String site, String mode) {
        String[] headers = sent(origin, site, mode);

        assertThat(let(Callers.OWN_PAGES, "POST", "127.0.0.1:8080", headers)).isTrue();
        assertThat(let(Callers.AWS_CLIENTS, "POST", "127.0.0.1:8080", headers)).isFalse();
        assertThat(let(Callers.PROGRAMS, "POST", "127.0.0.1:8080", headers)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "cross-site", "same-site", "same-origin"})
    void aLinkMayBeFollowedFromAnywhereWhereAGetOnlyReads(String site) {
        String[] followed = sent(null, site, "navigate");

        assertThat(let(Callers.OWN_PAGES, "GET", "127.0.0.1:8080", followed)).isTrue();
        assertThat(let(Callers.AWS_CLIENTS, "GET", "127.0.0.1:8080", followed)).isTrue();
        assertThat(let(Callers.PROGRAMS, "GET", "127.0.0.1:8080", followed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "document, true",
        "iframe, false",
        "frame, false",
        "object, false",
        "embed, false",
        "fencedframe, false",
        "empty, false",
        "'document,iframe', false",
    })
    void aFrameIsNoLinkThatAPersonFollows(String destination, boolean let) {
        for (String site : List.of("cross-site", "same-site", "same-origin", "none")) {
            String[] headers = {"Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: " + destination
            };

            assertThat(let(Callers.AWS_CLIENTS, "GET", "127.0.0.1:8080", headers))
                    .as(site)
                    .isEqualTo(let);
            assertThat(let(Callers.PROGRAMS, "GET", "127.0.0.1:8080", headers))
                    .as(site)
                    .isFalse();
            assertThat(let(Callers.OWN_PAGES, "GET", "127.0.0.1:8080", headers))
                    .as(site)
                    .isEqualTo(let || site.equals("same-origin") || site.equals("none"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {"- | cross-site | no-cors", "https://website.example | cross-site | cors", "null | - | -"})
    void anImageOrAScriptOfAnotherPageReadsNothing(String origin, String site, String mode) {
        for (Callers callers : Callers.values()) {
            assertThat(let(callers, "GET", "127.0.0.1:8080", sent(origin, site, mode)))
                    .as(callers.name())
                    .isFalse();
        }
    }

    private static String[] sent(@Nullable String origin, @Nullable String site, @Nullable String mode) {
        List<String> headers = new ArrayList<>();
        if (origin != null) {
            headers.add("Origin: " + origin);
        }
        if (site != null) {
            headers.add("Sec-Fetch-Site: " + site);
        }
        if (mode != null) {
            headers.add("Sec-Fetch-Mode: " + mode);
        }
        return headers.toArray(String[]::new);
    }

    private static boolean let(Callers callers, String method, String host, String... more) {
        return callers.let(method, PORT, name -> {
            List<String> values = new ArrayList<>(name.equals("Host") ? List.of(host) : List.of());
            for (String header : more) {
                if (header.startsWith(name + ": ")) {
                    values.add(header.substring(name.length() + 2));
                }
            }
            return values;
        });
    }
}
