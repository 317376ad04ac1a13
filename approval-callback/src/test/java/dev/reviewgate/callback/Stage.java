package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.FakeS3;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewNotes;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewRequest;
import dev.reviewgate.core.ReviewStore;
import dev.reviewgate.core.Samples;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.slack.FakeSecrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The function with everything around it faked, and one open review, to which the files of {@code events/} belong. */
final class Stage {
    /** The key in the sample events; it opens nothing outside these tests. */
    static final LinkKey KEY = new LinkKey("sample-key-of-the-files-in-events-000000000");

    static final ReviewId ID = Samples.request().reviewId();
    static final String BUCKET = "reviews";

    final FakeS3 s3 = new FakeS3();
    final FakeTasks tasks = new FakeTasks();
    final TestClock clock = new TestClock(Samples.NOW.plus(Duration.ofMinutes(20)));
    final FakeDirectory directory = new FakeDirectory();
    final FakeOnlookers onlookers = new FakeOnlookers();
    final ReviewStore store = new ReviewStore(s3, BUCKET);
    final ReviewNotes notes = new ReviewNotes(s3, BUCKET);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Decide decide;
    private final ApprovalCallbackHandler handler;

    Stage() {
        this(Reply::to);
    }

    /** Sets the stage with another renderer, so that a test may see it fail. */
    Stage(BiFunction<Request, Outcome, Reply> renderer) {
        Clients clients = new Clients(s3, tasks, presigner(), new FakeSecrets());
        Log lines = new Log(new PrintStream(log, true, StandardCharsets.UTF_8), clock);
        Settings settings = new Settings(Region.US_EAST_1, BUCKET, "test", null);
        s3.setClock(clock);
        decide = Wiring.decide(settings, clients, directory, onlookers, lines, clock, clock);
        Router router =
                Wiring.router(settings, clients, directory, onlookers, null, new Address(), lines, clock, clock);
        handler = new ApprovalCallbackHandler(new Answers(router, renderer, lines));
    }

    /** Opens the sample review as the notifier does. */
    static Stage open() {
        return open(payload -> {});
    }

    static Stage open(Consumer<ObjectNode> change) {
        return open(new Stage(), change);
    }

    static Stage open(Stage stage, Consumer<ObjectNode> change) {
        stage.put("datasets", "datasets/run-1/report.json", resource("report.json"));
        stage.reopen(change);
        return stage;
    }

    /** Opens the review again, with the token that the change may put in. */
    ReviewRecord reopen(Consumer<ObjectNode> change) {
        ObjectNode payload = payload();
        change.accept(payload);
        ReviewRequest request = ReviewRequest.parse(payload);
        tasks.waitFor(request.taskToken().value());
        return store.open(request.reviewId(), earlier -> ReviewRecord.open(request, KEY, earlier, clock.instant()));
    }

    static ObjectNode payload() {
        ObjectNode payload = Samples.gatePayload();
        ((ObjectNode) payload.at("/evidence/report")).put("sha256", sha256(resource("report.json")));
        payload.withArray("facts").addObject().put("label", "Anomaly share").put("value", "8.0 % (threshold 6.0 %)");
        payload.withArray("facts").addObject().put("label", "If nobody decides").put("value", "nothing is published");
        return payload;
    }

    Answer send(ObjectNode event) {
        return send(Json.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /** Hands the function these bytes as Lambda does. */
    Answer send(byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), out, new TestContext());
            return Answer.of(Json.mapper().readTree(out.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String path) {
        return send(Events.get(path));
    }

    Answer post(String path, String... form) {
        return send(Events.post(path, form));
    }

    /** Posts a form as the page holds it, filled in. */
    Answer approve(String publish, String name) {
        return post(
                "/approve",
                "review",
                ID.value(),
                "key",
                KEY.value(),
                "evidence",
                digest(),
                "publish",
                publish,
                "name",
                name,
                "comment",
                "");
    }

    Answer reject(String name, String comment) {
        return post(
                "/reject",
                "review",
                ID.value(),
                "key",
                KEY.value(),
                "evidence",
                digest(),
                "name",
                name,
                "comment",
                comment);
    }

    /** Asks to see personal data. */
    Answer reveal(String name) {
        return post("/reveal", "review", ID.value(), "key", KEY.value(), "name", name);
    }

    /** Approves as somebody who is known, with the patience of a page. */
    Upshot approve(Identity who, Publish publish) {
        return approve(who, publish, Clients.UNHURRIED);
    }

    Upshot approve(Identity who, Publish publish, Duration patience) {
        return click(who, new Choice(Verdict.APPROVED, publish.name(), "", digest()), patience);
    }

    Upshot reject(Identity who, String comment) {
        return click(who, new Choice(Verdict.REJECTED, "", comment, digest()), Clients.UNHURRIED);
    }

    Upshot click(Identity who, Choice choice, Duration patience) {
        return decide.decide(new Click(record(), who, choice, Deadline.in(patience, clock)));
    }

    /** Lets whoever comes second wait until the first has written down what was decided. */
    void losersWait() {
        clock.pauseUntil(() -> s3.has(BUCKET, "reviews/" + ID + "/decision.json"));
    }

    ReviewRecord record() {
        return store.find(ID).orElseThrow();
    }

    String digest() {
        return record().contentDigest();
    }

    Decision decision() {
        return store.decision(store.find(ID).orElseThrow()).orElseThrow();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    List<JsonNode> logLines() {
        return log().lines().map(Stage::json).toList();
    }

    void put(String bucket, String key, byte[] content) {
        s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] event(String file) {
        try {
            return Files.readAllBytes(Path.of("..", "events", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Stage.class.getResourceAsStream("/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Presigner presigner() {
        return S3Presigner.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "example-secret")))
                .build();
    }
}
