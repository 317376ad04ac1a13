package dev.reviewgate.local.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.User;
import com.slack.api.model.block.LayoutBlock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's web API, called by Slack's own client. */
class SlackApiTest {
    private static final String CHANNEL = "C0REVIEWS";

    private final Workspace workspace = new Workspace();
    private final Slack slack = workspace.slack;

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void messageStandsInItsChannelWithItsButtons() throws Exception {
        ChatPostMessageResponse answer = post(card("8 % look wrong"));

        assertThat(answer.isOk()).as(answer.getError()).isTrue();
        assertThat(answer.getTs()).matches("1795334400\\.\\d{6}");
        assertThat(answer.getMessage().getBotId()).isNotBlank();
        assertThat(slack.messages(CHANNEL)).singleElement().satisfies(message -> {
            assertThat(message.ts()).isEqualTo(answer.getTs());
            assertThat(message.shown()).contains("8 % look wrong", "Approve", "Open");
            assertThat(message.buttons()).containsExactly("approve", "open");
            assertThat(message.link("open")).isEqualTo("https://example.com/review");
            assertThat(message.isUpdated()).isFalse();
        });
    }

    @Test
    void noTwoMessagesHaveTheSameTimestamp() throws Exception {
        String first = post(card("one")).getTs();
        String second = post(card("two")).getTs();

        assertThat(first).isNotEqualTo(second);
        assertThat(slack.messages()).extracting(SlackMessage::ts).containsExactly(first, second);
    }

    @Test
    void updateKeepsWhatStoodThereBefore() throws Exception {
        String ts = post(card("8 % look wrong")).getTs();
        workspace.pass(Duration.ofMinutes(2));

        ChatUpdateResponse answer = workspace
                .methods()
                .chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("decided").blocks(decided()));

        assertThat(answer.isOk()).as(answer.getError()).isTrue();
        SlackMessage message = slack.messages().get(0);
        assertThat(message.ts()).isEqualTo(ts);
        assertThat(message.shown()).contains("Approved by Anna").doesNotContain("look wrong");
        assertThat(message.buttons()).isEmpty();
        assertThat(message.earlier())
                .singleElement()
                .satisfies(version -> assertThat(version.shown()).contains("8 % look wrong"));
        assertThat(Duration.between(message.postedAt(), message.now().since())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void updateToTheSameContentIsNoUpdate() throws Exception {
        String ts = post(card("8 % look wrong")).getTs();

        workspace
                .methods()
                .chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("text").blocks(card("8 % look wrong")));

        assertThat(slack.messages().get(0).isUpdated()).isFalse();
    }

    @Test
    void updateByATextAloneTakesTheBlocksAway() throws Exception {
        String ts = post(card("8 % look wrong")).getTs();

        workspace.methods().chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("over"));

        assertThat(slack.messages().get(0).shown()).isEqualTo("over");
    }

    @Test
    void answerInAThreadStandsBelowItsMessage() throws Exception {
        String ts = post(card("8 % look wrong")).getTs();

        ChatPostMessageResponse reply = workspace
                .methods()
                .chatPostMessage(r -> r.channel(CHANNEL).threadTs(ts).text("Anna approved"));

        assertThat(reply.getMessage().getThreadTs()).isEqualTo(ts);
        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.replies(slack.messages().get(0)))
                .extracting(SlackMessage::text)
                .containsExactly("Anna approved");
    }

    @Test
    void errorsHaveSlacksWords() throws Exception {
        String ts = post(card("8 % look wrong")).getTs();
        var methods = workspace.methods();

        assertThat(methods.chatPostMessage(r -> r.channel("C0OTHER").text("x")).getError())
                .isEqualTo("channel_not_found");
        assertThat(methods.chatPostMessage(r -> r.channel(CHANNEL)).getError()).isEqualTo("no_text");
        assertThat(methods.chatUpdate(r -> r.channel(CHANNEL).ts("1.000001").text("x"))
                        .getError())
                .isEqualTo("message_not_found");
        assertThat(methods.chatUpdate(r -> r.channel("#reviews").ts(ts).text("x"))
                        .getError())
                .isEqualTo("channel_not_found");
        assertThat(workspace
                        .methods("xoxb-foreign")
                        .chatPostMessage(r -> r.channel(CHANNEL).text("x"))
                        .getError())
                .isEqualTo("invalid_auth");
        assertThat(methods.usersInfo(r -> r.user("U0NOBODY")).getError()).isEqualTo("user_not_found");
        assertThat(methods.usergroupsUsersList(r -> r.usergroup("S0NONE")).getError())
                .isEqualTo("no_such_subteam");
        assertThat(methods.conversationsList(r -> r).getError()).isEqualTo("unknown_method");
        assertThat(workspace.slack.messages()).hasSize(1);
    }

    @Test
    void callWithoutATokenIsRefused() throws Exception {
        HttpResponse<String> answer = call("chat.postMessage", "application/json", "{\"channel\":\"C0REVIEWS\"}", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":false,\"error\":\"not_authed\"}");
    }

    @Test
    void jsonIsTakenByMethodsThatWriteAndNotByThoseThatRead() throws Exception {
        String bearer = "Bearer " + slack.botToken();

        String posted = call(
                        "chat.postMessage",
                        "application/json; charset=utf-8",
                        "{\"channel\":\"C0REVIEWS\",\"text\":\"ü\"}",
                        bearer)
                .body();
        String broken = call("chat.postMessage", "application/json; charset=utf-8", "{", bearer)
                .body();
        String read = call("users.info", "application/json; charset=utf-8", "{\"user\":\"U0ANNA\"}", bearer)
                .body();

        assertThat(posted).contains("\"ok\":true").doesNotContain("warning");
        assertThat(slack.messages().get(0).text()).isEqualTo("ü");
        assertThat(broken).contains("invalid_json");
        assertThat(read).contains("invalid_arguments", "missing required field: user");
    }

    @Test
    void peopleAndGroupsAreThoseOfTheWorkspace() throws Exception {
        User etl = workspace.methods().usersInfo(r -> r.user("U0ETL")).getUser();

        assertThat(etl.getName()).isEqualTo("etl");
        assertThat(etl.getProfile().getEmail()).isEqualTo("etl@example.com");
        assertThat(workspace
                        .methods()
                        .usergroupsUsersList(r -> r.usergroup("S0LEADS"))
                        .getUsers())
                .containsExactly("U0ANNA", "U0BEN");
    }

    @Test
    void noteIsSeenByOnePerson() throws Exception {
        assertThat(workspace
                        .methods()
                        .chatPostEphemeral(r -> r.channel(CHANNEL).user("U0BEN").text("Not you."))
                        .isOk())
                .isTrue();

        assertThat(slack.notes("U0BEN")).extracting(SlackNote::shown).containsExactly("Not you.");
        assertThat(slack.notes("U0ANNA")).isEmpty();
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void blocksBeyondSlacksLimitsAreRefused() throws Exception {
        ChatPostMessageResponse longHeader = post(asBlocks(header(h -> h.text(plainText("x".repeat(151))))));
        ChatPostMessageResponse longText = post(asBlocks(section(s -> s.text(markdownText("x".repeat(3001))))));
        ChatPostMessageResponse twice = post(asBlocks(actions(a -> a.elements(asElements(
                button(b -> b.actionId("a").text(plainText("A"))),
                button(b -> b.actionId("a").text(plainText("B"))))))));

        assertThat(longHeader.getError()).isEqualTo("invalid_blocks");
        assertThat(longHeader.getResponseMetadata().getMessages())
                .containsExactly("[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]");
        assertThat(longText.getError()).isEqualTo("invalid_blocks");
        assertThat(twice.getResponseMetadata().getMessages().get(0)).contains("action_id must be unique");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void rateLimitEndsWhenItsTimeIsOver() throws Exception {
        slack.fail("chat.postMessage", SlackFault.rateLimited(30));

        HttpResponse<String> refused =
                call("chat.postMessage", "application/json; charset=utf-8", "{}", "Bearer " + slack.botToken());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(refused.body()).isEqualTo("{\"ok\":false,\"error\":\"ratelimited\"}");
        assertThatThrownBy(() -> post(card("x"))).isInstanceOf(SlackApiException.class);
        workspace.pass(Duration.ofSeconds(30));
        assertThat(post(card("x")).isOk()).isTrue();
        assertThat(slack.calls("chat.postMessage")).isEqualTo(3);
    }

    @Test
    void faultsDoNothingButTheLostAnswer() throws Exception {
        slack.fail("chat.postMessage", SlackFault.serverError());
        assertThatThrownBy(() -> post(card("x"))).isInstanceOf(SlackApiException.class);
        slack.fail("chat.postMessage", SlackFault.refusal("internal_error"));
        assertThat(post(card("x")).getError()).isEqualTo("internal_error");
        assertThat(slack.messages()).isEmpty();

        slack.fail("*", SlackFault.answerLost());
        slack.recover();
        slack.fail("*", SlackFault.answerLost());
        assertThatThrownBy(() -> post(card("x"))).isInstanceOf(SlackApiException.class);

        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void hangingCallGetsNoAnswer() {
        slack.fail("chat.postMessage", new SlackFault.Hang(Duration.ofMillis(200)));

        assertThatThrownBy(() -> post(card("x"))).isInstanceOf(IOException.class);

        assertThat(slack.messages()).isEmpty();
    }

    private ChatPostMessageResponse post(List<LayoutBlock> blocks) throws IOException, SlackApiException {
        return workspace
                .methods()
                .chatPostMessage(r -> r.channel(CHANNEL).text("text").blocks(blocks));
    }

    private static List<LayoutBlock> card(String headline) {
        return asBlocks(
                header(h -> h.text(plainText(headline))),
                actions(a -> a.elements(asElements(
                        button(b -> b.actionId("approve")
                                .text(plainText("Approve"))
                                .style("primary")
                                .value("review")),
                        button(b -> b.actionId("open").text(plainText("Open")).url("https://example.com/review"))))));
    }

    private static List<LayoutBlock> decided() {
        return asBlocks(section(s -> s.text(markdownText("Approved by Anna"))));
    }

    private HttpResponse<String> call(String method, String type, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(slack.apiUrl() + "/" + method))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
