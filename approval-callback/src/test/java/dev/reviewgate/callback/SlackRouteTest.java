package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import dev.reviewgate.core.Json;
import dev.reviewgate.slack.FakeSecrets;
import dev.reviewgate.slack.SlackCredentials;
import dev.reviewgate.slack.SlackModels;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in; what Slack sends is signed by its own library. */
class SlackRouteTest {
    private final SlackStage stage = SlackStage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatSlackSignedIsLetIn() {
        Answer answer = stage.press("ANNA", "approve");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(stage.slack.calls("views.open")).hasSize(1);
    }

    @Test
    void aBodyInBase64IsDecodedBeforeItIsChecked() {
        String body = SlackStage.form(payload("approve"));
        ObjectNode event = stage.signed(body);
        event.put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        event.put("isBase64Encoded", true);

        assertThat(stage.send(event).status()).isEqualTo(200);

        assertThat(stage.slack.calls("views.open")).hasSize(1);
    }

    @Test
    void anUnsignedRequestIsRefused() {
        refused(stage.unsigned(SlackStage.form(payload("approve"))), "unsigned");
    }

    @Test
    void aRequestOfAnotherTimeIsRefusedEitherWay() {
        long now = stage.clock.instant().getEpochSecond();
        String body = SlackStage.form(payload("approve"));

        refused(stage.signed(body, FakeSecrets.CREDENTIALS.signingSecret(), now - 301), "skewed");
        refused(stage.signed(body, FakeSecrets.CREDENTIALS.signingSecret(), now + 301), "skewed");
        assertThat(stage.send(stage.signed(body, FakeSecrets.CREDENTIALS.signingSecret(), now - 300))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestThatSomebodyElseSignedIsRefused() {
        long now = stage.clock.instant().getEpochSecond();

        refused(stage.signed(SlackStage.form(payload("approve")), "another-signing-secret", now), "foreign");
    }

    @Test
    void aRequestThatWasChangedOnItsWayIsRefused() {
        ObjectNode event = stage.signed(SlackStage.form(payload("approve")));
        event.put("body", event.get("body").asText().replace("U0ANNA", "U0EVIL"));

        refused(event, "foreign");
    }

    @Test
    void aRequestThatComesTwiceIsRefusedTheSecondTime() {
        ObjectNode event = stage.signed(SlackStage.form(payload("approve")));
        stage.send(event);
        int asked = stage.slack.calls().size();

        assertThat(stage.send(event).status()).isEqualTo(401);

        assertThat(stage.log()).contains("\"why\":\"replayed\"");
        assertThat(stage.slack.calls()).hasSize(asked);
    }

    @Test
    void aReplayedDecisionIsRefused() {
        stage.press("ANNA", "approve");
        String body = SlackStage.form(
                Json.write(SlackModels.write(stage.submitted("ANNA", stage.dialog(), "Known since Tuesday."))));
        ObjectNode event = stage.signed(body);
        stage.send(event);

        assertThat(stage.send(event).status()).isEqualTo(401);

        assertThat(stage.tasks.accepted()).hasSize(1);
        assertThat(stage.log()).contains("\"why\":\"replayed\"").doesNotContain("Known since");
    }

    @Test
    void theSecretMayBeRotatedAtAnyTime() {
        stage.press("ANNA", "approve");
        SlackCredentials rotated = new SlackCredentials("the-new-signing-secret", "xoxb-new");
        stage.secrets.rotateTo(rotated);
        ObjectNode event = stage.signed(
                SlackStage.form(payload("reject")),
                rotated.signingSecret(),
                stage.clock.instant().getEpochSecond());

        assertThat(stage.send(event).status()).isEqualTo(200);

        assertThat(stage.slack.calls("views.open").get(1).authorization()).isEqualTo("Bearer xoxb-new");
    }

    @Test
    void withoutTheSecretNobodyIsBelieved() {
        stage.secrets.hold("not json");

        Answer answer = stage.press("ANNA", "approve");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(stage.log())
                .contains("\"level\":\"ERROR\"")
                .contains("the Slack secret is not JSON", "\"SlackNotChecked\":1");
        assertThat(stage.slack.calls()).isEmpty();
    }

    @Test
    void whatIsNotAboutADecisionIsIgnored() {
        for (String payload : new String[] {
            "{\"type\": \"shortcut\", \"user\": {\"id\": \"U0ANNA\"}}",
            "{\"type\": \"view_closed\"}",
            "{\"type\": \"view_submission\", \"user\": {\"id\": \"U0ANNA\"}, \"view\": {\"callback_id\": \"others\"}}",
            "{\"type\": \"view_submission\", \"user\": {\"id\": \"U0ANNA\"}, \"view\": {\"callback_id\": \"decide\", \"private_metadata\": \"{}\"}}",
            "{\"type\": \"block_actions\", \"user\": {\"id\": \"U0ANNA\"}, \"actions\": [{\"action_id\": \"others\", \"value\": \"x\"}]}",
            "{\"type\": \"block_actions\", \"user\": {\"id\": \"<!channel>\"}, \"actions\": [{\"action_id\": \"approve\", \"value\": \""
                    + Stage.ID + "\"}]}",
            "[]",
            "no JSON"
        }) {
            Answer answer = stage.send(stage.signed(SlackStage.form(payload)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }

        assertThat(stage.send(stage.signed("ssl_check=1")).status()).isEqualTo(200);
        assertThat(stage.slack.calls()).isEmpty();
        assertThat(stage.log())
                .contains("a request of Slack's is not about a decision")
                .contains("\"type\":\"shortcut\"");
    }

    @Test
    void theLinkNeedsNoAnswerOfOurs() {
        assertThat(stage.press("ANNA", "open").status()).isEqualTo(200);

        assertThat(stage.slack.calls()).isEmpty();
    }

    @Test
    void onlyAPostIsTaken() {
        ObjectNode event = stage.unsigned("");
        event.withObject("/requestContext/http").put("method", "GET");

        assertThat(stage.send(event).status()).isEqualTo(405);
    }

    @Test
    void withoutASlackAppThereIsNoSuchAddress() {
        assertThat(Stage.open()
                        .send(stage.signed(SlackStage.form(payload("approve"))))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        assertThat(stage.send(stage.signed("payload=" + "x".repeat(1_000_000))).status())
                .isEqualTo(413);
    }

    @Test
    void theLargestCardStillFits() {
        BlockActionPayload press = stage.pressed("ANNA", "approve");
        com.slack.api.model.Message message = new com.slack.api.model.Message();
        message.setText("ü".repeat(60_000));
        press.setMessage(message);

        assertThat(stage.send(press).status()).isEqualTo(200);

        assertThat(stage.slack.calls("views.open")).hasSize(1);
    }

    private String payload(String actionId) {
        return Json.write(SlackModels.write(stage.pressed("ANNA", actionId)));
    }

    private void refused(ObjectNode event, String why) {
        Answer answer = stage.send(event);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(stage.log())
                .contains("\"why\":\"" + why + "\"")
                .doesNotContain("payload", "block_actions", Stage.ID.value(), "U0ANNA", "U0EVIL");
        assertThat(stage.slack.calls()).isEmpty();
        assertThat(stage.tasks.calls()).isZero();
    }
}
