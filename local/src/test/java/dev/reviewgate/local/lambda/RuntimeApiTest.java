package dev.reviewgate.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.local.bootstrap.Bootstrap;
import dev.reviewgate.local.http.Raw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may take an invocation, and answer it. */
class RuntimeApiTest {
    private static final String NEXT = "/2018-06-01/runtime/invocation/next";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final RuntimeApi api =
            new RuntimeApi("arn:aws:lambda:us-east-1:000000000000:function:sample", Duration.ofSeconds(30), executor);
    private final String own = "Host: 127.0.0.1:" + api.port();

    @AfterEach
    void stop() {
        api.close();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: null", "Origin: https://website.example", "Sec-Fetch-Site: cross-site"})
    void aPageInABrowserTakesNoInvocation(String header) {
        api.give(Invocation.of("{}".getBytes(UTF_8)));

        assertThat(status("GET", NEXT, own, header, "Sec-Fetch-Mode: navigate")).isEqualTo(403);
        assertThat(status("GET", NEXT, own)).isEqualTo(200);
    }

    @Test
    void anImageOfABrowserThatSaysNothingOfItselfTakesNoInvocation() {
        api.give(Invocation.of("{}".getBytes(UTF_8)));

        assertThat(Raw.status(api.port(), "GET", NEXT, "", List.of(own))).isEqualTo(403);
        assertThat(status("GET", NEXT, own)).isEqualTo(200);
    }

    @Test
    void aNameOfAWebsiteNeitherTakesNorAnswers() {
        api.give(Invocation.of("{}".getBytes(UTF_8)));
        String foreign = "Host: website.example:" + api.port();

        assertThat(status("GET", NEXT, foreign)).isEqualTo(403);
        assertThat(status("POST", "/2018-06-01/runtime/init/error", foreign)).isEqualTo(403);
        assertThat(api.initError()).isNotDone();
        assertThat(status("GET", NEXT, own)).isEqualTo(200);
    }

    private int status(String method, String path, String... headers) {
        List<String> sent = new ArrayList<>(List.of(headers));
        sent.add(Bootstrap.HEADER + ": yes");
        return Raw.status(api.port(), method, path, method.equals("POST") ? "x" : "", sent);
    }
}
