package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.Samples;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final String LINK = "review=" + Stage.ID + "&key=" + Stage.KEY.value();

    @Test
    void thePageHasOneFormToDecideThatHoldsWhatItShowed() {
        Stage stage = Stage.open();

        Answer answer = stage.send(Stage.event("open-page.json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.page().select(".decide form[method=post]")).hasSize(1);
        assertThat(answer.page().select("form").eachAttr("action")).containsExactly("/approve", "/reveal#examples");
        assertThat(answer.page().select("input[name=review]").val()).isEqualTo(Stage.ID.value());
        assertThat(answer.page().select("input[name=key]").val()).isEqualTo(Stage.KEY.value());
        assertThat(answer.page().select("input[name=evidence]").val()).isEqualTo(stage.digest());
        assertThat(answer.page().select("input[name=publish]").eachAttr("value"))
                .containsExactly("CLEAN", "ALL");
        assertThat(answer.page().select("input[checked]")).isEmpty();
        assertThat(answer.page().select("a[href^=/reject?review=]")).isNotEmpty();
        assertThat(answer.text())
                .contains(
                        "8.0 % of 100,000 customer rows look wrong",
                        "8,012 of 100,000 rows",
                        "etl@example.com",
                        "run-1",
                        "First message; a reminder follows",
                        "139.5 to 202.9");
    }

    @Test
    void moreThanAFewExampleRowsAreFoldedAway() {
        Document page = Stage.open().get("/approve").page();

        assertThat(page.select("table").get(0).select("tbody tr")).hasSize(5);
        assertThat(page.select(".examples > details:not([open]) > summary").eachText())
                .containsExactly("Show 2 more rows");
        assertThat(page.select("details table tbody tr")).hasSize(2);
        assertThat(page.select("details table thead th").eachText())
                .isEqualTo(page.select("table").get(0).select("thead th").eachText());
    }

    @Test
    void rejectAndReviewLeadToEachOther() {
        Stage stage = Stage.open();

        Answer reject = stage.get("/reject");
        Answer review = stage.get("/review");

        assertThat(reject.page().select(".decide form[method=post]").attr("action"))
                .isEqualTo("/reject");
        assertThat(reject.page().select("input[name=publish]")).isEmpty();
        assertThat(reject.page().select("textarea[required]")).hasSize(1);
        assertThat(reject.page().select("a[href^=/approve?review=]")).isNotEmpty();
        assertThat(review.page().select(".decide button:not([disabled])").eachText())
                .containsExactly(
                        "Approve without the 8,012 flagged rowsPublishes 91,988 of 100,000 rows",
                        "Approve everythingPublishes all 100,000 rows",
                        "Reject");
        assertThat(review.page().select(".decide button[formaction]").eachAttr("formaction"))
                .containsExactly("/reject");
    }

    @Test
    void publishingWithoutFlaggedRowsIsOfferedOnlyWhereThereIsSuchAFile() {
        Stage stage = Stage.open(p -> ((ObjectNode) p.get("evidence")).remove("clean"));

        Answer page = stage.get("/approve");
        Answer click = stage.approve("CLEAN", "Ada");

        assertThat(page.page().select("input[name=publish]").eachAttr("value")).containsExactly("ALL");
        assertThat(click.status()).isEqualTo(400);
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void whereThereIsNothingToChooseNobodyIsAskedWhatToPublish() {
        Stage stage = Stage.open(p -> p.retain("taskToken", "execution", "timeoutSeconds", "subject"));

        Answer page = stage.get("/approve");
        Answer click = stage.approve("ALL", "Ada");
        Answer visit = stage.get("/approve");

        assertThat(page.page().select("input[name=publish]").eachAttr("type")).containsExactly("hidden");
        assertThat(page.text()).doesNotContainIgnoringCase("publish");
        assertThat(click.status()).isEqualTo(200);
        assertThat(click.text()).contains("Approved").doesNotContainIgnoringCase("publish");
        assertThat(visit.text()).contains("Approved").doesNotContainIgnoringCase("publish");
        assertThat(stage.decision().publish()).isEqualTo(Publish.ALL);
    }

    @Test
    void aNamedStageIsTakenOffThePathAndKeptInEveryLink() {
        Stage stage = Stage.open();
        ObjectNode event = Events.get("/prod/approve");
        ((ObjectNode) event.get("requestContext")).put("stage", "prod");

        Answer answer = stage.send(event);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.page().select("form").attr("action")).isEqualTo("/prod/approve");
        assertThat(answer.page().select("a[href*=key]").eachAttr("href"))
                .isNotEmpty()
                .allMatch(href -> href.startsWith("/prod/"));
    }

    @Test
    void programsGetTheSameFactsAsJson() {
        Stage stage = Stage.open();

        Answer open = stage.send(Stage.event("open-page-json.json"));

        assertThat(open.status()).isEqualTo(200);
        assertThat(open.header("content-type")).startsWith("application/json");
        assertThat(open.json().get("state").textValue()).isEqualTo("OPEN");
        assertThat(open.json().get("evidence").textValue()).isEqualTo(stage.digest());
        assertThat(open.json().get("secondsLeft").longValue()).isEqualTo(172_800);
        assertThat(open.json().at("/report/flaggedRows").intValue()).isEqualTo(8012);
        assertThat(open.json().at("/facts/0/value").textValue()).isEqualTo("100,000");

        Answer invalid = stage.send(Events.wantingJson(Events.post(
                "/approve", "review", Stage.ID.value(), "key", Stage.KEY.value(), "publish", "SOME", "name", "")));
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.json().at("/fields/publish").textValue()).contains("“SOME”", "ALL and CLEAN");
        assertThat(invalid.json().at("/fields/name").textValue()).contains("name");

        stage.send(Stage.event("approve.json"));
        Answer decided = stage.send(Events.wantingJson(Events.get("/approve")));
        assertThat(decided.json().get("state").textValue()).isEqualTo("DECIDED");
        assertThat(decided.json().at("/decision/reviewer/name").textValue()).isEqualTo("Ada Lovelace");

        ObjectNode second = (ObjectNode) Stage.json(new String(Stage.event("reject.json"), StandardCharsets.UTF_8));
        Answer late = stage.send(Events.wantingJson(second));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("error").textValue()).isEqualTo("already_decided");
        assertThat(late.json().at("/decision/decision").textValue()).isEqualTo("APPROVED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|json",
                "application/json, text/html;q=0.5|json",
                "text/html;q=0.2, application/json;q=0.9|json",
                "text/html, application/json|html",
                "*/*|html",
                "application/json;q=nonsense|html",
                "''|html"
            })
    void acceptDecidesTheForm(String accept, String form) {
        Answer answer = Stage.open().send(Events.header(Events.get("/review"), "accept", accept));

        assertThat(answer.header("content-type")).contains(form);
    }

    @Test
    void whoeverHasNoKeyLearnsNothing() {
        Stage stage = Stage.open();
        String other = LinkKey.random(new SecureRandom()).value();
        List<Answer> answers = new ArrayList<>();
        answers.add(stage.send(Stage.event("unknown-review.json")));
        for (String path : List.of("/approve", "/reject", "/review", "/dataset", "/other")) {
            for (String query : List.of(
                    "",
                    "review=" + Stage.ID,
                    "review=" + Stage.ID + "&key=",
                    "review=" + Stage.ID + "&key=" + other,
                    "review=../../x&key=" + other,
                    "review=%zz&key=%ff",
                    "key=" + Stage.KEY.value())) {
                answers.add(stage.send(Events.request("GET", path, query)));
            }
        }
        for (String key : List.of("", other, "short")) {
            answers.add(stage.post("/approve", "review", Stage.ID.value(), "key", key, "name", "Eve"));
            answers.add(stage.post("/reject", "review", "A".repeat(22), "key", key, "name", "Eve"));
        }

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isEqualTo(404));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().map(Answer::headers).distinct()).hasSize(1);
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void aKeyOfAnotherReviewOpensNothing() {
        Stage stage = Stage.open();
        stage.store.open(new ReviewId("B".repeat(22)), earlier -> Samples.record());

        Answer answer =
                stage.send(Events.request("GET", "/approve", "review=" + "B".repeat(22) + "&key=" + Stage.KEY.value()));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void theSameIsReadFromTheBucketWhetherTheReviewExistsOrNot() {
        Stage stage = Stage.open();
        List<String> calls = new ArrayList<>();
        stage.s3.beforeEachCall(call -> calls.add(call.replaceAll("[\\w-]{22}", "ID")));

        stage.send(Events.request("GET", "/approve", "review=" + "A".repeat(22) + "&key=" + Stage.KEY.value()));
        stage.send(Events.request("GET", "/approve", "review=" + Stage.ID + "&key=" + "A".repeat(43)));
        stage.send(Events.request("GET", "/approve", "review=nonsense"));

        assertThat(calls).hasSize(3);
        assertThat(calls.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS,/approve,'GET, HEAD, POST'",
        "PUT,/reject,'GET, HEAD, POST'",
        "DELETE,/approve,'GET, HEAD, POST'",
        "POST,/review,'GET, HEAD'",
        "POST,/dataset,'GET, HEAD'",
        "PATCH,/dataset,'GET, HEAD'"
    })
    void otherMethodsAreRefusedByName(String method, String path, String allowed) {
        Stage stage = Stage.open();

        Answer answer = stage.send(Events.request(method, path, LINK));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo(allowed);
        assertThat(answer.text()).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1) SafeLinks",
                "GoogleImageProxy",
                "Twitterbot/1.0",
                "Mozilla/5.0 (compatible; Proofpoint URL Defense)"
            })
    void scannersAndUnfurlersDecideNothing(String agent) {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> assertThat(call).startsWith("GET "));

        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            for (String path : List.of("/review", "/approve", "/reject", "/dataset")) {
                Answer answer = stage.send(Events.header(
                        Events.request(method, path, LINK + "&file=report&name=Eve&publish=ALL&comment=x"),
                        "user-agent",
                        agent));
                assertThat(answer.status()).isIn(200, 302, 405);
            }
        }

        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void headAnswersAsGetDoesButWithoutTheBody() {
        Stage stage = Stage.open();

        for (String path : List.of("/approve", "/reject", "/review")) {
            Answer get = stage.get(path);
            Answer head = stage.send(Events.request("HEAD", path, LINK));

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.headers()).isEqualTo(get.headers());
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void formsThatCannotBeReadAreRefused() {
        Stage stage = Stage.open();
        String good = LINK + "&evidence=" + stage.digest() + "&publish=ALL&name=Ada";

        List<Answer> answers = List.of(
                stage.send(Stage.event("malformed-form.json")),
                stage.send(Events.postRaw("/approve", good + "&name=Eve")),
                stage.send(Events.header(Events.postRaw("/approve", good), "content-type", "application/json")),
                stage.send(Events.header(Events.postRaw("/approve", good), "content-type", "")),
                stage.send(Events.postRaw("/approve", "%%%").put("isBase64Encoded", true)),
                stage.send(Events.postRaw("/approve", good + "&comment=" + "x".repeat(65_536))));

        assertThat(answers).extracting(Answer::status).containsExactly(400, 400, 400, 400, 400, 413);
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void aFormMayComeAsBase64AndWithACharset() {
        Stage stage = Stage.open();
        String form = LINK + "&evidence=" + stage.digest() + "&publish=ALL&name=Ada";
        ObjectNode event =
                Events.postRaw("/approve", Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8)));
        Events.header(event, "content-type", "application/x-www-form-urlencoded; charset=UTF-8");

        assertThat(stage.send(event.put("isBase64Encoded", true)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "not json",
                "{\"rawPath\": 7}",
                "{\"requestContext\": {\"http\": {\"method\": \"GET\"}}}"
            })
    void anEventOfAnotherKindIsAnsweredByName(String event) {
        Answer answer = Stage.open().send(event.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").textValue()).contains("HTTP API");
    }

    @Test
    void anEventMayLeaveOutWhatItDoesNotNeed() {
        ObjectNode event = Json.mapper().createObjectNode().put("rawPath", "/approve");
        event.putNull("body");
        event.putObject("requestContext").putObject("http").put("method", "GET");

        assertThat(Stage.open().send(event).status()).isEqualTo(404);
    }
}
