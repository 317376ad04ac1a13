package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

class SecretsTest {
    @Test
    void noAnswerHoldsTheTaskTokenAndOnlyTheReviewsOwnPagesHoldItsKey() {
        Stage stage = Stage.open();
        List<Answer> open = List.of(stage.get("/approve"), stage.get("/reject"), stage.get("/review"));
        List<Answer> others = new ArrayList<>();
        others.add(stage.send(Stage.event("unknown-review.json")));
        others.add(stage.send(Stage.event("dataset.json")));
        others.add(stage.send(Stage.event("open-page-json.json")));
        others.add(stage.send(Events.request("PUT", "/approve", "key=" + Stage.KEY.value())));
        others.add(stage.send(Stage.event("approve.json")));
        others.add(stage.send(Stage.event("reject.json")));

        assertThat(open).allSatisfy(a -> assertThat(a.body()).contains(Stage.KEY.value()));
        assertThat(others).allSatisfy(a -> assertThat(a.toString()).doesNotContain(Stage.KEY.value()));
        assertThat(open).allSatisfy(a -> assertThat(a.toString()).doesNotContain(Samples.TOKEN));
        assertThat(others).allSatisfy(a -> assertThat(a.toString()).doesNotContain(Samples.TOKEN));
    }

    @Test
    void logLinesTellWhatHappenedAndNoSecrets() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            throw FakeTasks.failure(400, "ValidationException");
        });
        stage.s3.beforeEachCall(call -> {
            if (call.startsWith("PUT")) {
                throw FakeS3.failure(500);
            }
        });

        stage.get("/approve");
        stage.send(Stage.event("unknown-review.json"));
        stage.send(Stage.event("malformed-form.json"));
        stage.send(Events.request("GET", "/" + Stage.KEY.value(), "key=" + Stage.KEY.value()));
        stage.reject("Grace Hopper", "");
        stage.approve("ALL", "Ada Lovelace");
        stage.approve("ALL", "Ada Lovelace");

        List<JsonNode> lines = stage.logLines();
        assertThat(lines)
                .allSatisfy(l -> assertThat(l.fieldNames()).toIterable().contains("time", "level", "message"));
        assertThat(lines.get(0).get("path").textValue()).isEqualTo("/approve");
        assertThat(lines.get(0).get("status").intValue()).isEqualTo(200);
        assertThat(lines.get(0).get("reviewId").textValue()).isEqualTo(Stage.ID.value());
        assertThat(stage.log())
                .contains("DecisionNotRecorded")
                .doesNotContain(Samples.TOKEN, Stage.KEY.value(), "Grace", "warehouse", "key=");
    }

    @Test
    void aMessageOfStepFunctionsThatQuotesTheTokenIsNotPassedOn() {
        Stage stage = Stage.open();
        stage.tasks.beforeNext(() -> {
            throw InvalidTokenException.builder()
                    .statusCode(400)
                    .message("Invalid token '" + Samples.TOKEN + "'")
                    .build();
        });

        Answer answer = stage.approve("ALL", "Ada");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body() + stage.log()).doesNotContain(Samples.TOKEN);
    }

    @Test
    void typesThatHoldASecretDoNotPrintIt() {
        Visit visit = new Visit("", "dev", Stage.KEY, Samples.record());
        Request request = Request.of(HttpEvent.parse(Events.get("/approve")));

        assertThat(List.of(visit, request, request.event(), request.query()).toString())
                .doesNotContain(Stage.KEY.value())
                .doesNotContain(Samples.TOKEN);
    }
}
