package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void everyAnswerIsPrivateUnframedAndWithoutScripts() {
        Stage stage = Stage.open();
        List<Answer> answers = List.of(
                stage.get("/approve"),
                stage.get("/dataset"),
                stage.send(Stage.event("dataset.json")),
                stage.send(Stage.event("open-page-json.json")),
                stage.send(Stage.event("unknown-review.json")),
                stage.send(Stage.event("malformed-form.json")),
                stage.send(Events.request("OPTIONS", "/approve", "")),
                stage.send("{}".getBytes(StandardCharsets.UTF_8)),
                stage.reject("", ""),
                stage.send(Stage.event("approve.json")),
                stage.send(Stage.event("reject.json")));

        assertThat(answers).extracting(Answer::status).contains(200, 302, 400, 404, 405, 409);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
            assertThat(answer.header("x-robots-tag")).contains("noindex");
            assertThat(answer.header("strict-transport-security")).contains("max-age=");
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "script-src", "*");
        });
    }

    @Test
    void thePolicyAllowsExactlyTheStyleOfThePage() throws NoSuchAlgorithmException {
        Answer answer = Stage.open().get("/approve");

        String css = answer.page().select("style").get(0).data();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.page().select("style")).hasSize(1);
        assertThat(answer.header("content-security-policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
}
