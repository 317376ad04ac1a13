package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Renders every kind of page; the files in {@code target/pages} are there to be looked at. */
class PagesTest {
    @Test
    void everyKindOfPageIsWholeAndHarmless() throws IOException {
        Map<String, Answer> pages = pages();

        Path directory = Files.createDirectories(Path.of("target", "pages"));
        for (Map.Entry<String, Answer> page : pages.entrySet()) {
            Files.writeString(
                    directory.resolve(page.getKey() + ".html"), page.getValue().body());
            Document document = page.getValue().page();
            assertThat(document.select("html[lang=en] head title"))
                    .as(page.getKey())
                    .hasSize(1);
            assertThat(document.select("h1")).as(page.getKey()).hasSize(1);
            assertThat(document.select("script, [style], [onclick], base, iframe, object, embed, img"))
                    .as(page.getKey())
                    .isEmpty();
        }
    }

    private static Map<String, Answer> pages() {
        Map<String, Answer> pages = new LinkedHashMap<>();
        pages.put("approve", Stage.open().get("/approve"));
        pages.put("reject", Stage.open().get("/reject"));
        pages.put("review", Stage.open().get("/review"));
        pages.put("invalid", Stage.open().reject("  ", ""));
        pages.put("invalid-approve", Stage.open().approve("", ""));

        Stage decided = Stage.open();
        pages.put("just-decided", decided.send(Stage.event("approve-clean.json")));
        pages.put("was-decided", decided.get("/reject"));
        pages.put("already-decided", decided.reject("Grace Hopper", "Too late, but true."));
        Stage rejected = Stage.open();
        pages.put("just-rejected", rejected.send(Stage.event("reject.json")));

        Stage expired = Stage.open();
        expired.clock.set(Samples.NOW.plus(Duration.ofDays(3)));
        pages.put("expired", expired.get("/approve"));

        pages.put("not-found", Stage.open().send(Stage.event("unknown-review.json")));
        pages.put("fault", faulty().get("/approve"));

        Stage busy = Stage.open();
        busy.tasks.beforeNext(PagesTest::throttle);
        busy.tasks.beforeNext(PagesTest::throttle);
        pages.put("busy", busy.approve("ALL", "Ada Lovelace"));

        Stage without = new Stage();
        without.reopen(p -> p.retain("taskToken", "execution", "timeoutSeconds", "subject"));
        pages.put("no-evidence", without.get("/approve"));

        Stage wholeFile = new Stage();
        byte[] report = Stage.event("report.json");
        wholeFile.put("datasets", "datasets/run-1/report.json", report);
        wholeFile.reopen(p -> {
            p.put("subject", "The dataset is not as expected: basket_eur shifted (and 1 more)");
            ((ObjectNode) p.at("/evidence/report")).put("sha256", Stage.sha256(report));
        });
        pages.put("whole-file", wholeFile.get("/approve"));

        Stage changed = Stage.open();
        changed.reopen(p -> ((ObjectNode) p.at("/evidence/report")).put("sha256", "f".repeat(64)));
        pages.put("changed", changed.get("/approve"));

        Stage unreadable = Stage.open();
        unreadable.s3.beforeEachCall(call -> {
            if (call.contains("report.json")) {
                throw FakeS3.failure(503);
            }
        });
        pages.put("unreadable", unreadable.get("/approve"));
        return pages;
    }

    private static Stage faulty() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            throw new IllegalStateException("secret detail");
        });
        return stage;
    }

    private static void throttle() {
        throw FakeTasks.failure(400, "ThrottlingException");
    }
}
