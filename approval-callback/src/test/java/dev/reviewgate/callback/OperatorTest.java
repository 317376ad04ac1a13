package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
    private static final String LIST = "/operator/reviews";
    private static final String ONE = LIST + "/" + Stage.ID;

    @Test
    void openReviewsAreListedThoseThatCloseFirstAtTheTop() {
        Stage stage = Stage.open();
        another(stage, "run-2", p -> p.put("timeoutSeconds", 3600).put("attempts", 1));
        another(
                stage,
                "run-3",
                p -> p.put("timeoutSeconds", 90_000).withObject("/policy").put("approvalsRequired", 2));
        ReviewId third = id("run-3");
        stage.notes.vote(
                stage.store.find(third).orElseThrow(),
                new Vote(People.ANNA.reviewer(), Publish.ALL, "", stage.clock.instant()));
        stage.clock.set(stage.clock.instant().plusSeconds(600));

        JsonNode list = stage.send(get(LIST)).json();

        assertThat(list.get("truncated").booleanValue()).isFalse();
        assertThat(list.findValuesAsText("execution")).containsExactly("run-2", "run-1", "run-3");
        JsonNode first = list.at("/reviews/0");
        assertThat(first.get("state").textValue()).isEqualTo("OPEN");
        assertThat(first.get("environment").textValue()).isEqualTo("test");
        assertThat(first.get("subject").textValue()).contains("8.0 %");
        assertThat(first.get("ageSeconds").longValue()).isEqualTo(600);
        assertThat(first.get("secondsLeft").longValue()).isEqualTo(3000);
        assertThat(first.get("requestedBy").textValue()).isEqualTo("etl@example.com");
        assertThat(list.at("/reviews/2/approvals").intValue()).isEqualTo(1);
        assertThat(list.at("/reviews/2/approvalsRequired").intValue()).isEqualTo(2);
        assertThat(first.fieldNames())
                .toIterable()
                .contains("reviewId", "firstOpenedAt", "openedAt", "closesAt", "attempt", "attempts");
    }

    @Test
    void theSampleEventsListShowAndDecide() {
        Stage stage = Stage.open();

        Answer list = stage.send(Stage.event("list-reviews.json"));
        Answer one = stage.send(Stage.event("show-review.json"));
        Answer decision = stage.send(Stage.event("decide-as-operator.json"));

        assertThat(list.json().at("/reviews/0/execution").textValue()).isEqualTo("run-1");
        assertThat(one.json().get("evidence").textValue()).isEqualTo(stage.digest());
        assertThat(decision.status()).isEqualTo(200);
        assertThat(stage.decision().reviewer().id()).isEqualTo("arn:aws:iam::123456789012:role/DataOnCall");
        assertThat(stage.decision().reviewer().name()).isEqualTo("DataOnCall (olga@example.com)");
    }

    @Test
    void whatIsOverIsListedOnlyWhenAskedFor() {
        Stage stage = Stage.open();
        another(stage, "run-2", p -> p.put("timeoutSeconds", 60).put("attempts", 1));
        stage.approve("ALL", "Ada");
        stage.clock.set(stage.clock.instant().plusSeconds(120));

        JsonNode open = stage.send(get(LIST)).json();
        JsonNode all = stage.send(get(LIST, "all=true")).json();

        assertThat(open.get("reviews")).isEmpty();
        assertThat(all.findValuesAsText("state")).containsExactly("EXPIRED", "DECIDED");
    }

    @Test
    void onlyWhatMayBeOpenIsRead() {
        Stage stage = Stage.open();
        another(stage, "run-2", p -> {});
        stage.approve("ALL", "Ada");
        stage.clock.set(stage.clock.instant().plus(Duration.ofDays(400)));
        another(stage, "run-3", p -> {});
        AtomicInteger reads = new AtomicInteger();
        stage.s3.beforeEachCall(call -> {
            if (call.startsWith("GET")) {
                reads.incrementAndGet();
                assertThat(call).contains(id("run-3").value());
            }
        });

        assertThat(stage.send(get(LIST)).json().findValuesAsText("execution")).containsExactly("run-3");
        assertThat(reads).hasValue(2);
    }

    @Test
    void aDecisionOnAnEarlierQuestionDoesNotHideTheOneThatIsOpen() {
        Stage stage = Stage.open();
        stage.approve("ALL", "Ada");
        stage.clock.set(stage.clock.instant().plusSeconds(60));
        stage.reopen(p -> p.put("taskToken", "of-the-next-question"));

        assertThat(stage.send(get(LIST)).json().get("reviews")).hasSize(1);
    }

    @Test
    void aLongListSaysThatItIsNotAll() {
        Stage stage = new Stage();
        stage.s3.setPageSize(100);
        for (int i = 0; i <= ListReviews.MOST; i++) {
            another(stage, "run-" + i, p -> {});
        }

        JsonNode list = stage.send(get(LIST)).json();

        assertThat(list.get("reviews")).hasSize(ListReviews.MOST);
        assertThat(list.get("truncated").booleanValue()).isTrue();
    }

    @Test
    void oneReviewThatCannotBeReadDoesNotHideTheOthers() {
        Stage stage = Stage.open();
        stage.put(Stage.BUCKET, "reviews/" + "B".repeat(22) + "/request.json", "{}".getBytes(StandardCharsets.UTF_8));

        JsonNode list = stage.send(get(LIST)).json();

        assertThat(list.findValuesAsText("execution")).containsExactly("run-1");
        assertThat(list.get("truncated").booleanValue()).isTrue();
        assertThat(stage.log()).contains("a review cannot be listed");
    }

    @Test
    void aBucketThatDoesNotAnswerIsNoEmptyList() {
        Stage stage = Stage.open();
        stage.s3.beforeEachCall(call -> {
            if (call.startsWith("GET")) {
                throw FakeS3.failure(503);
            }
        });

        Answer answer = stage.send(get(LIST));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("error").textValue()).isEqualTo("unavailable");
        assertThat(stage.log()).contains("\"caller\":\"" + People.OPERATOR_ARN, "\"outcome\":\"failed\"");
    }

    @Test
    void oneReviewIsShownWithEverythingButSecrets() {
        Stage stage = Stage.open(p -> p.put("ifNobodyDecides", "Nothing is published.")
                .withObject("/policy")
                .put("approvalsRequired", 2));
        stage.approve(People.ANNA, Publish.CLEAN);
        stage.notes.looked(stage.record(), new Look("Ada", stage.clock.instant()));
        stage.notes.posted(stage.record(), List.of(new PostedMessage("C0REVIEWS", "1.2", 1, Stage.KEY)));

        Answer answer = stage.send(get(ONE));
        JsonNode json = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json.get("state").textValue()).isEqualTo("OPEN");
        assertThat(json.get("evidence").textValue()).isEqualTo(stage.digest());
        assertThat(json.get("ifNobodyDecides").textValue()).isEqualTo("Nothing is published.");
        assertThat(json.at("/policy/approvalsRequired").intValue()).isEqualTo(2);
        assertThat(json.at("/votes/0/id").textValue()).isEqualTo("U0ANNA");
        assertThat(json.at("/looks/0/name").textValue()).isEqualTo("Ada");
        assertThat(json.get("messages").intValue()).isEqualTo(1);
        assertThat(answer.body()).doesNotContain(Samples.TOKEN, Stage.KEY.value(), "warehouse");
    }

    @Test
    void aDecidedReviewIsShownWithWhoDecidedAndHowThatIsKnown() {
        Stage stage = Stage.open();
        stage.approve(People.ANNA, Publish.ALL);

        JsonNode json = stage.send(get(ONE)).json();

        assertThat(json.get("state").textValue()).isEqualTo("DECIDED");
        assertThat(json.at("/decision/reviewer/via").textValue()).isEqualTo("slack");
        assertThat(json.at("/decision/reviewer/verified").booleanValue()).isTrue();
    }

    @Test
    void anOperatorDecidesUnderTheirOwnIdentity() {
        Stage stage = Stage.open(p -> p.withObject("/policy").put("requireVerified", true));

        Answer answer =
                stage.send(decide(body(stage).put("decision", "APPROVED").put("publish", "CLEAN")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").textValue()).isEqualTo("DECIDED");
        assertThat(answer.json().at("/decision/reviewer/id").textValue()).isEqualTo(People.OPERATOR_ARN);
        Decision decision = stage.decision();
        assertThat(decision.reviewer().name()).isEqualTo("olga");
        assertThat(decision.reviewer().via()).isEqualTo("iam");
        assertThat(decision.reviewer().verified()).isTrue();
        assertThat(decision.publish()).isEqualTo(Publish.CLEAN);
        assertThat(stage.tasks.accepted()).hasSize(1);
    }

    @Test
    void anOperatorsRejectionSaysWhy() {
        Stage stage = Stage.open();

        Answer silent = stage.send(decide(body(stage).put("decision", "REJECTED")));
        Answer answer =
                stage.send(decide(body(stage).put("decision", "REJECTED").put("comment", " In metres. ")));

        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.json().at("/fields/comment").textValue()).contains("say why");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(stage.decision().decision()).isEqualTo(Verdict.REJECTED);
        assertThat(stage.decision().comment()).isEqualTo("In metres.");
    }

    @Test
    void anOperatorsApprovalMayBeOneOfSeveral() {
        Stage stage = Stage.open(p -> p.withObject("/policy")
                .put("approvalsRequired", 2)
                .putArray("approvers")
                .add("S0LEADS")
                .add(People.OPERATOR_ARN));

        Answer first = stage.send(decide(body(stage).put("decision", "APPROVED").put("publish", "ALL")));
        Answer again = stage.send(decide(body(stage).put("decision", "APPROVED").put("publish", "ALL")));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("state").textValue()).isEqualTo("VOTED");
        assertThat(first.json().get("approvals").intValue()).isEqualTo(1);
        assertThat(first.json().get("approvalsRequired").intValue()).isEqualTo(2);
        assertThat(again.json().get("message").textValue()).contains("approved already");
        assertThat(stage.approve(People.BEN, Publish.ALL)).isInstanceOf(Upshot.Decided.class);
    }

    @Test
    void whatIsWrongIsToldByNameAndDecidesNothing() {
        Stage stage =
                Stage.open(p -> p.withObject("/policy").putArray("approvers").add("S0LEADS"));
        ObjectNode good = body(stage).put("decision", "APPROVED").put("publish", "ALL");

        assertThat(error(stage, good)).isEqualTo("403 not_an_approver");
        assertThat(error(stage, good.deepCopy().put("force", true))).isEqualTo("400 invalid_request");
        assertThat(error(stage, good.deepCopy().put("decision", "approve"))).isEqualTo("400 invalid_request");
        assertThat(error(stage, good.deepCopy().put("publish", "SOME"))).isEqualTo("400 invalid_form");
        assertThat(error(stage, good.deepCopy().without("evidence"))).isEqualTo("400 invalid_request");
        assertThat(error(stage, good.deepCopy().put("evidence", "older"))).isEqualTo("409 content_changed");
        assertThat(error(stage, good.deepCopy().put("decision", "REJECTED"))).isEqualTo("400 invalid_request");
        assertThat(error(stage, Json.mapper().createArrayNode())).isEqualTo("400 invalid_request");
        assertThat(stage.tasks.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"decision\":\"APPROVED\",\"decision\":\"REJECTED\"}", "{} {}"})
    void aBodyThatIsNotOneJsonObjectIsRefused(String body) {
        Stage stage = Stage.open();
        ObjectNode event = decide(Json.mapper().createObjectNode()).put("body", body);

        Answer answer = stage.send(event);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").textValue()).contains("Nothing was decided.");
    }

    @Test
    void aFormIsNoJson() {
        Stage stage = Stage.open();
        ObjectNode event = decide(body(stage).put("decision", "APPROVED").put("publish", "ALL"));

        Answer answer = stage.send(Events.header(event, "content-type", "text/plain"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void anOperatorWhoComesTooLateIsToldWhoDecided() {
        Stage stage = Stage.open();
        stage.approve(People.ANNA, Publish.ALL);

        Answer answer =
                stage.send(decide(body(stage).put("decision", "REJECTED").put("comment", "No.")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("error").textValue()).isEqualTo("already_decided");
        assertThat(answer.json().at("/decision/reviewer/name").textValue()).isEqualTo("Anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/operator/reviews", "/operator/reviews/CsWYyBbjpAT47NfS3GsvBg", "/operator/", "/operator/x"})
    void withoutAnIdentityThereIsNothingHere(String path) {
        Stage stage = Stage.open();

        Answer nobody = stage.send(Events.request("GET", path, ""));
        ObjectNode posing = Events.request("GET", path, "userArn=" + People.OPERATOR_ARN);
        Events.header(posing, "x-amz-user-arn", People.OPERATOR_ARN);
        ((ObjectNode) posing.get("requestContext"))
                .putObject("authorizer")
                .putObject("jwt")
                .put("userArn", People.OPERATOR_ARN);
        Answer unknown = stage.send(Events.request("GET", "/other", ""));

        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.body()).isEqualTo(unknown.body());
        assertThat(stage.send(posing).body()).isEqualTo(unknown.body());
    }

    @Test
    void aNameThatAnybodyCouldTakeIsNotTaken() {
        Stage stage = Stage.open();
        ObjectNode event = signed(Events.request("GET", LIST, ""), "arn:aws:sts::123456789012:federated-user/olga");

        Answer answer = stage.send(event);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("error").textValue()).isEqualTo("unknown_caller");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/operator/reviews,405,method_not_allowed",
        "GET,/operator/reviews/CsWYyBbjpAT47NfS3GsvBg/decision,405,method_not_allowed",
        "DELETE,/operator/reviews/CsWYyBbjpAT47NfS3GsvBg,405,method_not_allowed",
        "GET,/operator/reviews/nonsense,404,not_found",
        "GET,/operator/reviews/AAAAAAAAAAAAAAAAAAAAAA,404,not_found",
        "POST,/operator/reviews/AAAAAAAAAAAAAAAAAAAAAA/decision,404,not_found",
        "GET,/operator/reviews/CsWYyBbjpAT47NfS3GsvBg/other,404,not_found",
        "GET,/operator/elsewhere,404,not_found"
    })
    void otherRoutesAreAnsweredInJsonToo(String method, String path, int status, String error) {
        Answer answer = Stage.open().send(signed(Events.request(method, path, ""), People.OPERATOR_ARN));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json().get("error").textValue()).isEqualTo(error);
    }

    @Test
    void aParameterThatMeansNothingIsRefused() {
        assertThat(Stage.open().send(get(LIST, "all=yes")).status()).isEqualTo(400);
    }

    @Test
    void eachRequestLeavesALineThatSaysWhoAskedForWhat() {
        Stage stage = Stage.open();

        stage.send(get(LIST));
        stage.send(get(ONE));
        stage.send(decide(body(stage).put("decision", "REJECTED").put("comment", "No.")));

        List<JsonNode> lines = stage.logLines().stream()
                .filter(l -> l.get("message").textValue().equals("an operator's request"))
                .toList();
        assertThat(lines).extracting(l -> l.get("outcome").textValue()).containsExactly("listed", "shown", "decided");
        assertThat(lines).allMatch(l -> l.get("caller").textValue().equals(People.OPERATOR_ARN));
        assertThat(lines.get(2).get("reviewId").textValue()).isEqualTo(Stage.ID.value());
        assertThat(stage.logLines())
                .filteredOn(l -> l.get("message").textValue().equals("answered"))
                .extracting(l -> l.get("path").textValue())
                .containsExactly("/operator/reviews", "/operator/reviews/{id}", "/operator/reviews/{id}/decision");
    }

    private static String error(Stage stage, JsonNode body) {
        Answer answer = stage.send(decide(body));
        return answer.status() + " " + answer.json().get("error").textValue();
    }

    private static ObjectNode body(Stage stage) {
        return Json.mapper().createObjectNode().put("evidence", stage.digest());
    }

    private static ObjectNode get(String path) {
        return get(path, "");
    }

    private static ObjectNode get(String path, String query) {
        return signed(Events.request("GET", path, query), People.OPERATOR_ARN);
    }

    private static ObjectNode decide(JsonNode body) {
        ObjectNode event = Events.request("POST", ONE + "/decision", "").put("body", Json.write(body));
        return signed(Events.header(event, "content-type", "application/json"), People.OPERATOR_ARN);
    }

    private static ObjectNode signed(ObjectNode event, String arn) {
        ((ObjectNode) event.get("requestContext"))
                .putObject("authorizer")
                .putObject("iam")
                .put("userArn", arn)
                .put("accountId", "123456789012");
        return event;
    }

    private static ReviewId id(String execution) {
        return request(execution, p -> {}).reviewId();
    }

    private static void another(Stage stage, String execution, Consumer<ObjectNode> change) {
        ReviewRequest request = request(execution, change);
        stage.store.open(
                request.reviewId(),
                earlier ->
                        ReviewRecord.open(request, LinkKey.random(new SecureRandom()), earlier, stage.clock.instant()));
    }

    private static ReviewRequest request(String execution, Consumer<ObjectNode> change) {
        ObjectNode payload = Stage.payload().put("taskToken", "token-of-" + execution);
        payload.putObject("execution")
                .put("id", "arn:aws:states:us-east-1:000000000000:execution:review-gate-dev:" + execution)
                .put("name", execution);
        change.accept(payload);
        return ReviewRequest.parse(payload);
    }
}
