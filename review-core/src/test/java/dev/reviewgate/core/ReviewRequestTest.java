package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewRequestTest {
    @Test
    void theSmallestPayloadIsFourFields() {
        ObjectNode payload = Samples.gatePayload();
        payload.retain("taskToken", "execution", "timeoutSeconds", "subject");

        ReviewRequest request = ReviewRequest.parse(payload);

        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.attempts()).isEqualTo(1);
        assertThat(request.facts()).isEmpty();
        assertThat(request.evidence()).isEqualTo(Evidence.NONE);
        assertThat(request.config()).isNull();
    }

    @Test
    void everyAttemptOfAStateReopensTheSameReview() {
        ObjectNode reminder = Samples.gatePayload().put("attempt", 2).put("taskToken", "another");
        ObjectNode otherState = Samples.gatePayload().put("stateName", "SecondGate");

        ReviewId first = Samples.request().reviewId();

        assertThat(ReviewRequest.parse(reminder).reviewId()).isEqualTo(first);
        assertThat(ReviewRequest.parse(otherState).reviewId()).isNotEqualTo(first);
    }

    @Test
    void aReportMayComeAsAPageToo() {
        ObjectNode payload = Samples.gatePayload();
        ObjectNode page = payload.at("/evidence/report").deepCopy();
        ((ObjectNode) payload.get("evidence")).set("reportHtml", page.put("key", "datasets/run-1/report.html"));

        Evidence evidence = ReviewRequest.parse(payload).evidence();

        assertThat(evidence.file("html")).map(S3File::key).contains("datasets/run-1/report.html");
        assertThat(Samples.request().evidence().file("html")).isEmpty();
    }

    static Stream<Arguments> wrongPayloads() {
        return Stream.of(
                wrong("taskToken is missing", p -> p.remove("taskToken")),
                wrong("taskToken is not usable", p -> p.put("taskToken", "x".repeat(2049))),
                wrong("execution is missing", p -> p.remove("execution")),
                wrong(
                        "execution.startTime is \"yesterday\"; give an instant",
                        p -> ((ObjectNode) p.get("execution")).put("startTime", "yesterday")),
                wrong("timeoutSeconds is 0; give a whole number from 1 to 31536000", p -> p.put("timeoutSeconds", 0)),
                wrong("timeoutSeconds is 1.5; give a whole number", p -> p.put("timeoutSeconds", 1.5)),
                wrong("subject is \"\"; give text of 1 to 200 characters", p -> p.put("subject", "")),
                wrong("subject is \"a\\nb\"", p -> p.put("subject", "a\nb")),
                wrong(
                        "attempts is 1; give a whole number from 3 to 1000",
                        p -> p.put("attempt", 3).put("attempts", 1)),
                wrong(
                        "facts[0].label is missing",
                        p -> ((ObjectNode) p.get("facts").get(0)).remove("label")),
                wrong(
                        "evidence.clean.sha256 is \"beef\"; give 64 lower-case hexadecimal digits",
                        p -> ((ObjectNode) p.at("/evidence/clean")).put("sha256", "beef")),
                wrong(
                        "evidence.reportHtml.bucket is missing",
                        p -> ((ObjectNode) p.get("evidence")).putObject("reportHtml")),
                wrong(
                        "evidence.dataset.versionId is missing",
                        p -> ((ObjectNode) p.at("/evidence/dataset")).remove("versionId")),
                wrong("timeout is not a known field; known are attempt, ", p -> p.put("timeout", 5)),
                wrong(
                        "config has 240002 bytes of JSON; at most 240000 are allowed",
                        p -> p.put("config", "x".repeat(240_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPayloads")
    void aWrongFieldIsNamedWithItsValueAndWhatIsAllowed(String message, Consumer<ObjectNode> change) {
        ObjectNode payload = Samples.gatePayload();
        change.accept(payload);

        assertThatThrownBy(() -> ReviewRequest.parse(payload))
                .isInstanceOf(InvalidReviewRequest.class)
                .hasMessageContaining(message);
    }

    @Test
    void allWrongFieldsAreNamedAtOnceAndTheTokenIsNot() {
        ObjectNode payload = Samples.gatePayload()
                .put("subject", 7)
                .put("timeoutSeconds", "soon")
                .put("nonsense", true);

        assertThatThrownBy(() -> ReviewRequest.parse(payload))
                .hasMessageContainingAll("subject is 7", "timeoutSeconds is \"soon\"", "nonsense")
                .hasMessageNotContaining(Samples.TOKEN);
        assertThatThrownBy(() -> ReviewRequest.parse(TextNode.valueOf("hello")))
                .hasMessageContaining("the payload is \"hello\"; give a JSON object");
    }

    @Test
    void secretsDoNotPrintThemselves() {
        String printed =
                List.of(Samples.request(), Samples.record(), Samples.KEY).toString();

        assertThat(printed).doesNotContain(Samples.TOKEN).doesNotContain(Samples.KEY.value());
    }

    private static Arguments wrong(String message, Consumer<ObjectNode> change) {
        return Arguments.of(message, change);
    }
}
