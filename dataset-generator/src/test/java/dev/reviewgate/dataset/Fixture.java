package dev.reviewgate.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The function as Lambda runs it, on an S3 in memory. */
final class Fixture {
    static final String BUCKET = "review-gate-dev-datasets";

    private static final ObjectMapper JSON = Json.mapper();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>(environment());
    private final FakeS3 s3;
    private final Path temporaryDirectory;

    Fixture(FakeS3 s3, Path temporaryDirectory) {
        this.s3 = s3;
        this.temporaryDirectory = temporaryDirectory;
    }

    static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("LARGEST_FILE_BYTES", "2147483648"),
                Map.entry("DATASET_BUCKET", BUCKET),
                Map.entry("DEFAULT_ROWS", "2000"),
                Map.entry("DEFAULT_SEED", "7"),
                Map.entry("DEFAULT_ANOMALY_RATE", "0.08"),
                Map.entry("REVIEW_THRESHOLD", "0.06"),
                Map.entry("REVIEW_TIMEOUT_SECONDS", "3600"),
                Map.entry("REVIEW_REMINDERS", "1"),
                Map.entry("REVIEW_ON_TIMEOUT", "REJECT"),
                Map.entry("EXECUTION_TIMEOUT_SECONDS", "604800"),
                Map.entry("REQUESTER_MAY_DECIDE", "true"));
    }

    Fixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    JsonNode handle(byte[] payload) throws IOException {
        var clock = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);
        var lines = new PrintStream(log, true, StandardCharsets.UTF_8);
        var handler = new GenerateDatasetHandler(
                environment, s3, temporaryDirectory, clock, new Log(lines, clock, Json.mapper()));
        var output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(payload), output, new FakeContext());
        return JSON.readTree(output.toByteArray());
    }

    JsonNode handleInput(String input) throws IOException {
        return handle(payload(input));
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    static byte[] payload(String input) {
        return ("{\"execution\": {\"id\": \"arn:e\", \"name\": \"e1\", \"startTime\": \"2026-11-22T09:00:00Z\"}, "
                        + "\"input\": " + input + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] event(String name) throws IOException {
        return Files.readAllBytes(Path.of("..", "events", name));
    }

    static JsonNode json(byte[] bytes) throws IOException {
        return JSON.readTree(bytes);
    }
}
