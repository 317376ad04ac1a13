package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.PostedMessage;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.core.Samples;
import dev.reviewgate.slack.FakeSecrets;
import dev.reviewgate.slack.FakeSlack;
import dev.reviewgate.slack.SlackModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The function with a Slack app, one open review and two messages about it; what Slack sends is made, and what it is sent is
 * read, with the classes of Slack's own library.
 */
final class SlackStage implements AutoCloseable {
    static final List<String> MESSAGES = List.of("1772442000.000001", "1772442000.000002");

    private static final String DOMAIN = "abc123.execute-api.us-east-1.amazonaws.com";

    final FakeSlack slack = new FakeSlack();
    final FakeSecrets secrets = new FakeSecrets();
    final FakeS3 s3 = new FakeS3();
    final FakeTasks tasks = new FakeTasks();
    final TestClock clock = new TestClock(Samples.NOW.plus(Duration.ofMinutes(20)));
    final ReviewStore store = new ReviewStore(s3, Stage.BUCKET);
    final ReviewNotes notes = new ReviewNotes(s3, Stage.BUCKET);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ApprovalCallbackHandler handler;
    private int presses;

    /** Opens the sample review; time stands still unless a test moves it. */
    static SlackStage open() {
        return open(payload -> {});
    }

    static SlackStage open(Consumer<ObjectNode> change) {
        return new SlackStage(change);
    }

    private SlackStage(Consumer<ObjectNode> change) {
        s3.setClock(clock);
        Settings settings = new Settings(
                Region.US_EAST_1, Stage.BUCKET, "test", new Settings.SlackApp(FakeSecrets.ARN, slack.url()));
        S3Presigner presigner = S3Presigner.builder().region(Region.US_EAST_1).build();
        Clients clients = new Clients(s3, tasks, presigner, secrets);
        Log lines = new Log(new PrintStream(log, true, StandardCharsets.UTF_8), clock);
        handler = new ApprovalCallbackHandler(Wiring.answers(settings, clients, lines, clock, clock));

        s3.putObject(
                b -> b.bucket("datasets").key("datasets/run-1/report.json"),
                RequestBody.fromBytes(Stage.resource("report.json")));
        ReviewRecord review = reopen(change);
        notes.posted(
                review,
                List.of(
                        new PostedMessage("C0REVIEWS", MESSAGES.get(0), 1, Stage.KEY),
                        new PostedMessage("C0ONCALL", MESSAGES.get(1), 2, Stage.KEY)));
    }

    /** Opens the review, or opens it again as a reminder does. */
    ReviewRecord reopen(Consumer<ObjectNode> change) {
        ObjectNode payload = Stage.payload();
        change.accept(payload);
        ReviewRequest request = ReviewRequest.parse(payload);
        tasks.waitFor(request.taskToken().value());
        return store.open(
                request.reviewId(), earlier -> ReviewRecord.open(request, Stage.KEY, earlier, clock.instant()));
    }

    ReviewRecord review() {
        return store.find(Stage.ID).orElseThrow();
    }

    Decision decision() {
        return store.decision(review()).orElseThrow();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Lets Slack say nothing for as long as anybody waits for it. */
    FakeSlack.Reply silence() {
        return exchange -> {
            clock.runOut();
            exchange.close();
        };
    }

    /** Presses a button of the first message as somebody whose id is {@code U0} and their name. */
    Answer press(String name, String actionId) {
        return send(pressed(name, actionId));
    }

    BlockActionPayload pressed(String name, String actionId) {
        BlockActionPayload.Action action = new BlockActionPayload.Action();
        action.setType("button");
        action.setActionId(actionId);
        action.setBlockId("shown:" + review().contentDigest());
        action.setValue(Stage.ID.value());
        BlockActionPayload.User user = new BlockActionPayload.User();
        user.setId(id(name));
        user.setUsername(name);
        user.setName(name);
        user.setTeamId("T0TEAM");
        BlockActionPayload.Container container = new BlockActionPayload.Container();
        container.setType("message");
        container.setChannelId("C0REVIEWS");
        container.setMessageTs(MESSAGES.get(0));
        BlockActionPayload payload = new BlockActionPayload();
        payload.setUser(user);
        payload.setContainer(container);
        payload.setActions(List.of(action));
        payload.setTriggerId("1234." + ++presses + ".abcdef");
        payload.setResponseUrl(slack.responseUrl().toString());
        payload.setApiAppId("A0APP");
        return payload;
    }

    /** Returns the dialog that was opened last. */
    View dialog() {
        List<FakeSlack.Call> opened = slack.calls("views.open");
        return SlackModels.read(opened.get(opened.size() - 1).json().get("view"), View.class);
    }

    /** Presses a button, and confirms the dialog that opens. */
    ViewSubmissionResponse decide(String name, String actionId, String comment) {
        press(name, actionId);
        return submit(name, dialog(), comment);
    }

    /** Submits a dialog; an empty comment is none, as Slack has it. */
    ViewSubmissionResponse submit(String name, View view, String comment) {
        Answer answer = send(submitted(name, view, comment));
        return SlackModels.read(answer.json(), ViewSubmissionResponse.class);
    }

    ViewSubmissionPayload submitted(String name, View view, String comment) {
        ViewState.Value typed = new ViewState.Value();
        typed.setType("plain_text_input");
        if (!comment.isEmpty()) {
            typed.setValue(comment);
        }
        ViewState state = new ViewState();
        state.setValues(Map.of("comment", Map.of("text", typed)));
        view.setState(state);
        view.setId("V" + ++presses);
        ViewSubmissionPayload.User user = new ViewSubmissionPayload.User();
        user.setId(id(name));
        user.setUsername(name);
        user.setName(name);
        user.setTeamId("T0TEAM");
        ViewSubmissionPayload payload = new ViewSubmissionPayload();
        payload.setUser(user);
        payload.setView(view);
        payload.setTriggerId("1234." + presses + ".abcdef");
        return payload;
    }

    Answer send(Object payload) {
        return send(signed(form(Json.write(SlackModels.write(payload)))));
    }

    static String form(String payload) {
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    /** Makes the event for a body that Slack's own library signs now. */
    ObjectNode signed(String body) {
        return signed(
                body, FakeSecrets.CREDENTIALS.signingSecret(), clock.instant().getEpochSecond());
    }

    ObjectNode signed(String body, String secret, long second) {
        String timestamp = Long.toString(second);
        ObjectNode event = unsigned(body);
        Events.header(event, "x-slack-request-timestamp", timestamp);
        Events.header(event, "x-slack-signature", new SlackSignature.Generator(secret).generate(timestamp, body));
        return event;
    }

    ObjectNode unsigned(String body) {
        ObjectNode event = Events.postRaw(SlackRoute.PATH, body);
        Events.header(event, "accept", "application/json,*/*");
        Events.header(event, "host", DOMAIN);
        Events.header(event, "x-forwarded-proto", "https");
        event.withObject("/requestContext").put("domainName", DOMAIN);
        return event;
    }

    Answer send(ObjectNode event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8)),
                    out,
                    new TestContext());
            return Answer.of(Json.mapper().readTree(out.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the last update made of a message, as Slack reads it: its headline first, its buttons last. */
    List<String> shown(String ts) {
        List<FakeSlack.Call> updates = slack.calls("chat.update").stream()
                .filter(call -> call.json().path("ts").asText().equals(ts))
                .toList();
        JsonNode blocks = updates.get(updates.size() - 1).json().get("blocks");
        return Arrays.stream(SlackModels.read(blocks, LayoutBlock[].class))
                .flatMap(SlackStage::texts)
                .toList();
    }

    static List<String> texts(View view) {
        return view.getBlocks().stream().flatMap(SlackStage::texts).toList();
    }

    private static Stream<String> texts(LayoutBlock block) {
        if (block instanceof HeaderBlock header) {
            return Stream.of(header.getText().getText());
        }
        if (block instanceof SectionBlock section) {
            return Stream.of(section.getText().getText());
        }
        if (block instanceof ContextBlock context) {
            return context.getElements().stream().map(e -> ((MarkdownTextObject) e).getText());
        }
        return block instanceof ActionsBlock ? Stream.of("(buttons)") : Stream.of();
    }

    private static String id(String name) {
        return "U0" + name.toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        slack.close();
    }
}
