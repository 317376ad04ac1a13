package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {
    @Test
    void aFileIsReachedByALinkOfFiveMinutesToExactlyThatVersion() {
        Answer answer = Stage.open().send(Stage.event("dataset.json"));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.body()).isEmpty();
        URI link = URI.create(answer.header("location"));
        assertThat(link.getPath()).endsWith("/datasets/run-1/flagged.csv");
        assertThat(link.getQuery())
                .contains(
                        "versionId=v1",
                        "X-Amz-Expires=300",
                        "response-content-disposition=attachment; filename=\"run-1-flagged.csv\"",
                        "X-Amz-Signature=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "dataset", "flagged", "clean"})
    void everyFileOnThePageCanBeReached(String file) {
        Stage stage = Stage.open();

        String href =
                stage.get("/review").page().select("a[href$=file=" + file + "]").attr("href");
        Answer answer = stage.send(Events.request("GET", "/dataset", href.substring(href.indexOf('?') + 1)));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).contains("/datasets/run-1/" + file);
    }

    @Test
    void theReportsPageIsSavedAndNotShown() {
        Stage stage = Stage.open(p -> {
            ObjectNode page = p.at("/evidence/report").deepCopy();
            ((ObjectNode) p.get("evidence")).set("reportHtml", page.put("key", "datasets/run-1/report.html"));
        });

        String href = stage.get("/review").page().select("a[href$=file=html]").attr("href");
        Answer answer = stage.send(Events.request("GET", "/dataset", href.substring(href.indexOf('?') + 1)));

        assertThat(answer.status()).isEqualTo(302);
        URI link = URI.create(answer.header("location"));
        assertThat(link.getPath()).endsWith("/datasets/run-1/report.html");
        assertThat(link.getQuery()).contains("response-content-disposition=attachment; filename=\"run-1-report.html\"");
    }

    @Test
    void aReviewWithoutTheReportsPageOffersNone() {
        Stage stage = Stage.open();

        assertThat(stage.get("/review").page().select("a[href$=file=html]")).isEmpty();
        assertThat(stage.send(Events.request(
                                "GET", "/dataset", "review=" + Stage.ID + "&key=" + Stage.KEY.value() + "&file=html"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&file=", "&file=request.json", "&file=../report"})
    void anotherFileIsNotFound(String file) {
        Stage stage = Stage.open();

        Answer answer = stage.send(
                Events.request("GET", "/dataset", "review=" + Stage.ID + "&key=" + Stage.KEY.value() + file));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void filesCanStillBeFetchedAfterTheDecision() {
        Stage stage = Stage.open();
        stage.send(Stage.event("approve.json"));

        assertThat(stage.send(Stage.event("dataset.json")).status()).isEqualTo(302);
    }

    @Test
    void filesAreHandedOutForSevenDaysAfterTheReviewCloses() {
        Stage stage = Stage.open();
        stage.send(Stage.event("approve.json"));
        Instant end = stage.record().closesAt().plus(Duration.ofDays(7));

        stage.clock.set(end.minusSeconds(1));
        Answer justInTime = stage.send(Stage.event("dataset.json"));
        stage.clock.set(end);
        Answer tooLate = stage.send(Stage.event("dataset.json"));

        assertThat(justInTime.status()).isEqualTo(302);
        assertThat(tooLate.status()).isEqualTo(410);
        assertThat(tooLate.headers()).doesNotContainKey("location");
        assertThat(tooLate.text()).contains("no longer handed out here");
    }
}
