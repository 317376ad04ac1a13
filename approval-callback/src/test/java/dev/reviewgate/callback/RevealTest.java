package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.ReviewNotes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevealTest {
    private static final String SOMEBODY = "ada@example.com";

    @Test
    void personalDataIsMaskedUntilSomebodyAsksForItByName() {
        Stage stage = Stage.open();

        Answer masked = stage.get("/review");
        Answer revealed = stage.send(Stage.event("reveal.json"));

        assertThat(masked.body()).doesNotContain(SOMEBODY, "Lovelace");
        assertThat(masked.text()).contains("xxx@xxxxxxx.xxx", "1.78");
        assertThat(revealed.status()).isEqualTo(200);
        assertThat(revealed.text()).contains(SOMEBODY, "Ada Lovelace", "Personal data is shown", "Grace Hopper");
        assertThat(revealed.page().select("#name").val()).isEqualTo("Grace Hopper");
    }

    @Test
    void whoAskedAndWhenIsRecordedLoggedAndTold() {
        Stage stage = Stage.open();

        stage.reveal("Grace Hopper");
        stage.clock.sleep(Duration.ofMinutes(1));
        stage.reveal("Ada");

        assertThat(notes(stage).looks(stage.record()))
                .containsExactly(
                        new Look("Grace Hopper", stage.clock.instant().minusSeconds(60)),
                        new Look("Ada", stage.clock.instant()));
        assertThat(stage.get("/review").text())
                .contains("Shown 2 times so far: to Ada (2026-03-02 09:21 UTC), Grace Hopper (2026-03-02 09:20 UTC).");
        assertThat(stage.logLines())
                .filteredOn(line -> line.path("message").asText().equals("personal data was shown"))
                .hasSize(2)
                .first()
                .satisfies(line -> assertThat(line.path("name").asText()).isEqualTo("Grace Hopper"));
        assertThat(stage.log()).doesNotContain(SOMEBODY);
    }

    @Test
    void aNameIsNeeded() {
        Stage stage = Stage.open();

        Answer answer = stage.reveal(" \t");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(SOMEBODY);
        assertThat(answer.page().select("details[open] #reveal-name[aria-invalid=true]"))
                .hasSize(1);
        assertThat(answer.page().select(".alert a[href=#reveal-name]").text()).contains("your name");
        assertThat(notes(stage).looks(stage.record())).isEmpty();
    }

    @Test
    void whatCannotBeRecordedIsNotShown() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.contains("looks.json")) {
                throw FakeS3.failure(503);
            }
        });

        Answer answer = stage.reveal("Grace Hopper");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain(SOMEBODY);
        assertThat(answer.text()).contains("that did not work just now");
        assertThat(answer.page().select("#reveal-name").val()).isEqualTo("Grace Hopper");
    }

    @Test
    void whoHasLookedStopsNobodyFromDeciding() {
        Stage stage = Stage.open();
        stage.put(Stage.BUCKET, "reviews/" + Stage.ID + "/looks.json", new byte[] {'?'});

        assertThat(stage.get("/review").status()).isEqualTo(200);
        assertThat(stage.approve("ALL", "Ada").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT"})
    void onlyAPostReveals(String method) {
        Stage stage = Stage.open();
        String query = "review=" + Stage.ID + "&key=" + Stage.KEY.value() + "&name=Ada";

        Answer answer = stage.send(Events.request(method, "/reveal", query));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
        assertThat(notes(stage).looks(stage.record())).isEmpty();
    }

    @Test
    void withoutTheKeyNothingIsRevealed() {
        Stage stage = Stage.open();

        Answer answer = stage.post("/reveal", "review", Stage.ID.value(), "key", "k".repeat(43), "name", "Ada");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain(SOMEBODY);
    }

    @Test
    void aReviewThatIsOverRevealsNothing() {
        Stage decided = Stage.open();
        decided.approve("ALL", "Ada");
        Stage expired = Stage.open();
        expired.clock.set(expired.record().closesAt());

        assertThat(decided.reveal("Grace").body()).doesNotContain(SOMEBODY);
        assertThat(expired.reveal("Grace").body()).doesNotContain(SOMEBODY);
        assertThat(notes(expired).looks(expired.record())).isEmpty();
    }

    @Test
    void programsSeeTheSameMasks() {
        Stage stage = Stage.open();

        Answer json = stage.send(Events.wantingJson(Events.get("/review")));

        assertThat(json.body()).doesNotContain(SOMEBODY, "Lovelace");
        assertThat(json.json().at("/report/examples/0/values/2").asText()).isEqualTo("xxx@xxxxxxx.xxx");
        assertThat(json.json().at("/report/examples/0/masked")).isNotEmpty();
    }

    private static ReviewNotes notes(Stage stage) {
        return new ReviewNotes(stage.s3, Stage.BUCKET);
    }
}
