package dev.reviewgate.local.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import com.slack.api.util.json.GsonFactory;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people click, as the app gets it: read and verified by Slack's own library. */
class SlackClickTest {
    private static final Gson GSON = GsonFactory.createSnakeCase();

    private final Workspace workspace = new Workspace();
    private final Slack slack = workspace.slack;
    private SlackMessage message;

    @BeforeEach
    void post() throws Exception {
        workspace
                .methods()
                .chatPostMessage(r -> r.channel("C0REVIEWS")
                        .text("Please review")
                        .blocks(asBlocks(
                                section(s -> s.text(markdownText("8 % look wrong"))),
                                actions(a -> a.blockId("decide")
                                        .elements(asElements(button(b -> b.actionId("approve")
                                                .text(plainText("Approve"))
                                                .value("review-1"))))))));
        message = slack.messages().get(0);
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void clickIsSignedAsSlackSignsIt() throws Exception {
        slack.click("U0ANNA", message, "approve");

        Workspace.Received request = workspace.received.get(0);
        SlackSignature.Verifier verifier =
                new SlackSignature.Verifier(new SlackSignature.Generator(slack.signingSecret()));
        String timestamp = request.headers().get("x-slack-request-timestamp");
        String signature = request.headers().get("x-slack-signature");
        long now = workspace.now().toEpochMilli();
        assertThat(verifier.isValid(timestamp, request.body(), signature, now)).isTrue();
        assertThat(verifier.isValid(timestamp, request.body() + " ", signature, now))
                .isFalse();
        assertThat(request.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
    }

    @Test
    void clickSaysWhoWhereAndWhat() throws Exception {
        slack.click("U0ANNA", message, "approve");

        BlockActionPayload payload = GSON.fromJson(workspace.received.get(0).payload(), BlockActionPayload.class);
        assertThat(payload.getType()).isEqualTo("block_actions");
        assertThat(payload.getUser().getId()).isEqualTo("U0ANNA");
        assertThat(payload.getUser().getName()).isEqualTo("anna");
        assertThat(payload.getChannel().getId()).isEqualTo("C0REVIEWS");
        assertThat(payload.getContainer().getMessageTs()).isEqualTo(message.ts());
        assertThat(payload.getMessage().getTs()).isEqualTo(message.ts());
        assertThat(payload.getTriggerId()).isNotBlank();
        assertThat(payload.getResponseUrl()).startsWith("http://127.0.0.1:");
        assertThat(payload.getActions()).singleElement().satisfies(action -> {
            assertThat(action.getActionId()).isEqualTo("approve");
            assertThat(action.getBlockId()).isEqualTo("decide");
            assertThat(action.getValue()).isEqualTo("review-1");
        });
    }

    @Test
    void modalOpensForWhoeverClickedAndItsFieldsAreSubmitted() throws Exception {
        opensOnClick(modal("Approve"));
        SlackView opened = slack.click("U0ANNA", message, "approve").opened();

        SlackSubmission submission = slack.submit("U0ANNA", opened, "The new tariff began.");

        ViewSubmissionPayload payload = GSON.fromJson(workspace.received.get(1).payload(), ViewSubmissionPayload.class);
        assertThat(opened.title()).isEqualTo("Approve");
        assertThat(opened.userId()).isEqualTo("U0ANNA");
        assertThat(payload.getType()).isEqualTo("view_submission");
        assertThat(payload.getUser().getId()).isEqualTo("U0ANNA");
        assertThat(payload.getView().getId()).isEqualTo(opened.id());
        assertThat(payload.getView().getHash()).isEqualTo(opened.hash());
        assertThat(payload.getView().getCallbackId()).isEqualTo("decide");
        assertThat(payload.getView().getPrivateMetadata()).isEqualTo("{\"review\":\"review-1\"}");
        assertThat(payload.getView().getState().getValues().getOrDefault("comment", Map.of()))
                .extractingByKey("text")
                .extracting(ViewState.Value::getValue)
                .isEqualTo("The new tariff began.");
        assertThat(submission.isClosed()).isTrue();
        assertThat(slack.view(opened.id())).isNull();
    }

    @Test
    void fieldThatIsLeftEmptyIsNull() throws Exception {
        opensOnClick(modal("Approve"));
        SlackView opened = slack.click("U0ANNA", message, "approve").opened();

        slack.submit("U0ANNA", opened, "");

        assertThat(workspace.received.get(1).payload()).contains("\"value\":null");
    }

    @Test
    void errorsStayInTheModalAndAnUpdateReplacesIt() throws Exception {
        opensOnClick(modal("Reject"));
        SlackView opened = slack.click("U0ANNA", message, "approve").opened();

        workspace.app((exchange, request) ->
                json(exchange, "{\"response_action\":\"errors\",\"errors\":{\"comment\":\"Please say why.\"}}"));
        SlackSubmission refused = slack.submit("U0ANNA", opened, "");
        workspace.app((exchange, request) ->
                json(exchange, "{\"response_action\":\"update\",\"view\":" + GSON.toJson(modal("Done")) + "}"));
        SlackSubmission taken = slack.submit("U0ANNA", opened, "Wrong unit.");

        assertThat(refused.errors()).containsExactly(Map.entry("comment", "Please say why."));
        assertThat(refused.view()).isEqualTo(opened);
        assertThat(taken.view()).isNotNull().satisfies(view -> {
            assertThat(view.id()).isEqualTo(opened.id());
            assertThat(view.hash()).isNotEqualTo(opened.hash());
            assertThat(view.title()).isEqualTo("Done");
        });
    }

    @Test
    void appThatFailsLeavesTheModalOpen() throws Exception {
        opensOnClick(modal("Approve"));
        SlackView opened = slack.click("U0ANNA", message, "approve").opened();
        workspace.app((exchange, request) -> exchange.sendText(500, "text/plain", "no"));

        SlackSubmission submission = slack.submit("U0ANNA", opened, "");

        assertThat(submission.status()).isEqualTo(500);
        assertThat(submission.view()).isEqualTo(opened);
    }

    @Test
    void triggerIsGoodForThreeSecondsAndOnce() throws Exception {
        String[] trigger = new String[1];
        workspace.app((exchange, request) -> {
            trigger[0] =
                    GSON.fromJson(request.payload(), BlockActionPayload.class).getTriggerId();
            exchange.send(200, new byte[0]);
        });
        slack.click("U0ANNA", message, "approve");
        assertThat(open("1.2.3", modal("x")).getError()).isEqualTo("invalid_trigger_id");
        assertThat(open(trigger[0], modal("x")).isOk()).isTrue();
        assertThat(open(trigger[0], modal("x")).getError()).isEqualTo("exchanged_trigger_id");

        slack.setPatience(Slack.PATIENCE);
        String payload =
                Exchange.form(slack.clickBody("U0ANNA", message, "approve")).get("payload");
        workspace.pass(Duration.ofMillis(3_001));

        assertThat(open(GSON.fromJson(payload, BlockActionPayload.class).getTriggerId(), modal("x"))
                        .getError())
                .isEqualTo("expired_trigger_id");
    }

    @Test
    void modalBeyondSlacksLimitsDoesNotOpen() throws Exception {
        String[] trigger = new String[1];
        workspace.app((exchange, request) -> {
            trigger[0] =
                    GSON.fromJson(request.payload(), BlockActionPayload.class).getTriggerId();
            exchange.send(200, new byte[0]);
        });
        slack.click("U0ANNA", message, "approve");

        ViewsOpenResponse answer = open(trigger[0], modal("A title of more than 24 characters"));

        assertThat(answer.getError()).isEqualTo("invalid_arguments");
        assertThat(answer.getResponseMetadata().getMessages().get(0)).contains("/view/title/text");
    }

    @Test
    void viewIsUpdatedUnlessItHasChangedMeanwhile() throws Exception {
        opensOnClick(modal("Approve"));
        SlackView opened = slack.click("U0ANNA", message, "approve").opened();
        var methods = workspace.methods();

        String updated = methods.viewsUpdate(
                        r -> r.viewId(opened.id()).hash(opened.hash()).view(modal("Working")))
                .getView()
                .getHash();
        String conflict = methods.viewsUpdate(
                        r -> r.viewId(opened.id()).hash(opened.hash()).view(modal("Late")))
                .getError();

        assertThat(updated).isNotEqualTo(opened.hash());
        assertThat(conflict).isEqualTo("hash_conflict");
        assertThat(methods.viewsUpdate(r -> r.viewId("VNONE").view(modal("x"))).getError())
                .isEqualTo("not_found");
        assertThat(slack.view(opened.id())).extracting(SlackView::title).isEqualTo("Working");
    }

    @Test
    void responseUrlAnswersWhoeverClickedFiveTimes() throws Exception {
        SlackClick click = clickThatIsAnswered("{\"text\":\"Not you.\",\"response_type\":\"ephemeral\"}");
        String url = GSON.fromJson(workspace.received.get(0).payload(), BlockActionPayload.class)
                .getResponseUrl();

        assertThat(click.notes()).extracting(SlackNote::shown).containsExactly("Not you.");
        for (int i = 2; i <= 5; i++) {
            assertThat(respond(url, "{\"text\":\"again\"}")).contains("\"ok\":true");
        }
        assertThat(respond(url, "{\"text\":\"again\"}")).contains("used_url");
        assertThat(slack.notes("U0ANNA")).hasSize(5);
    }

    @Test
    void responseUrlReplacesTheMessage() throws Exception {
        clickThatIsAnswered("{\"replace_original\":true,\"text\":\"over\"}");

        assertThat(slack.now(message).shown()).isEqualTo("over");
    }

    @Test
    void appThatTakesTooLongIsNotWaitedFor() throws Exception {
        slack.setPatience(Duration.ofMillis(200));
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        workspace.app((exchange, request) -> never.await());

        SlackClick click = slack.click("U0ANNA", message, "approve");

        assertThat(click.status()).isZero();
        never.countDown();
    }

    @Test
    void buttonThatTheMessageDoesNotHaveCannotBeClicked() {
        assertThatThrownBy(() -> slack.click("U0ANNA", message, "reject")).hasMessageContaining("approve");
    }

    @Test
    void rotatedSecretsReplaceBoth() {
        String signing = slack.signingSecret();
        String token = slack.botToken();

        slack.rotate();

        assertThat(slack.secret())
                .contains(slack.signingSecret(), slack.botToken())
                .doesNotContain(signing, token);
    }

    private SlackClick clickThatIsAnswered(String answer) throws InterruptedException {
        workspace.app((exchange, request) -> {
            respond(GSON.fromJson(request.payload(), BlockActionPayload.class).getResponseUrl(), answer);
            exchange.send(200, new byte[0]);
        });
        return slack.click("U0ANNA", message, "approve");
    }

    private static String respond(String url, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void opensOnClick(View modal) {
        workspace.app((exchange, request) -> {
            if (request.payload().contains("\"block_actions\"")) {
                try {
                    open(
                            GSON.fromJson(request.payload(), BlockActionPayload.class)
                                    .getTriggerId(),
                            modal);
                } catch (SlackApiException e) {
                    throw new IOException(e);
                }
            }
            exchange.send(200, new byte[0]);
        });
    }

    private ViewsOpenResponse open(String trigger, View modal) throws IOException, SlackApiException {
        return workspace.methods().viewsOpen(r -> r.triggerId(trigger).view(modal));
    }

    private static View modal(String title) {
        return view(v -> v.type("modal")
                .callbackId("decide")
                .privateMetadata("{\"review\":\"review-1\"}")
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text("Approve")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(asBlocks(input(i -> i.blockId("comment")
                        .optional(true)
                        .label(plainText("Comment"))
                        .element(plainTextInput(e -> e.actionId("text").multiline(true)))))));
    }

    private static void json(Exchange exchange, String body) throws IOException {
        exchange.sendText(200, "application/json", body);
    }
}
