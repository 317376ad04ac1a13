package dev.reviewgate.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the whole payload, and refuses it with every problem that it has at once. */
final class OrderReader {
    private static final Pattern EXECUTION_NAME =
            Pattern.compile("[^\\s\\p{Cntrl}<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/]{1,80}");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int KEY_BYTES = 1_024;

    private final Settings settings;
    private final ObjectMapper json;

    OrderReader(Settings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    Order read(JsonNode payload) {
        var problems = new ArrayList<String>();
        var root = Fields.of("", payload, problems);
        root.allow("execution", "input");
        var execution = root.object("execution");
        execution.allow("id", "name", "startTime");
        var name = execution.required(
                "name", EXECUTION_NAME, "the name of a Step Functions execution, 1 to 80 characters");

        var startTime = startTime(execution);

        // Problems below are told by the paths of the execution input, which is what the caller wrote.
        var input = Fields.of("", root.required("input"), problems);
        input.allow("dataset", "review", "config");
        var dataset = input.object("dataset");
        var request = request(dataset);
        var schema = SchemaReader.read(dataset);
        var review = review(input.object("review"));
        checkWaits(review, problems);
        checkSize(input.value("dataset"), "dataset", Limits.DATASET_BYTES, problems);
        checkSize(input.value("config"), "config", Limits.CONFIG_BYTES, problems);

        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Order(name, startTime, request, schema, review);
    }

    private static @Nullable Instant startTime(Fields execution) {
        var text = execution.text("startTime", 64);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            execution.refuse("startTime", "give an instant such as 2026-11-22T09:00:00Z");
            return null;
        }
    }

    private DatasetRequest request(Fields fields) {
        fields.allow("rows", "seed", "anomalyRate", "source", "columns");
        var defaults = settings.dataset();
        var generate = new DatasetRequest.Generate(
                fields.whole("rows", Limits.ROWS, defaults.rows()),
                fields.whole("seed", Limits.SEED, defaults.seed()),
                fields.decimal("anomalyRate", Limits.ANOMALY_RATE, defaults.anomalyRate()));
        if (fields.value("source") == null) {
            return generate;
        }
        for (var field : List.of("rows", "seed", "anomalyRate")) {
            fields.refuse(field, "leave it out: dataset.source names a file to screen, so none is made");
        }
        var source = fields.object("source");
        source.allow("bucket", "key", "prefix", "feed", "format");
        var bucket = source.matching(
                "bucket", BUCKET, "the name of an S3 bucket, 3 to 63 lower-case characters", settings.datasetBucket());
        var feed = source.text("feed", Limits.FEED_CHARACTERS);
        var format = FormatReader.read(source.object("format"));
        if (source.value("prefix") != null) {
            source.refuse("key", "leave it out: source.prefix names the files to screen");
            var prefix = key(source, "prefix");
            return new DatasetRequest.ScreenFiles(bucket, prefix, feed(feed, bucket, prefix), format);
        }
        var key = key(source, "key");
        var folder = key.substring(0, key.lastIndexOf('/') + 1);
        return new DatasetRequest.Screen(bucket, key, feed(feed, bucket, folder), format);
    }

    private static Feed feed(@Nullable String named, String bucket, String folder) {
        return named == null ? Feed.in(bucket, folder) : Feed.named(named);
    }

    private static String key(Fields source, String field) {
        var allowed = "the " + field + " of an object, 1 to 1024 bytes";
        var key = source.required(field, Pattern.compile("[^\\p{Cntrl}]+"), allowed);
        if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
            source.refuse(field, "give " + allowed);
        }
        return key;
    }

    private ReviewPolicy review(Fields fields) {
        fields.allow(
                "threshold",
                "timeoutSeconds",
                "reminders",
                "onTimeout",
                "requestedBy",
                "approvers",
                "requireVerified",
                "requesterMayDecide",
                "approvalsRequired");
        var defaults = settings.review();
        var policy = DecisionPolicyReader.read(fields);
        var requesterMayDecide = settings.requesterMayDecide() && !Boolean.FALSE.equals(policy.requesterMayDecide());
        return new ReviewPolicy(
                fields.decimal("threshold", Limits.THRESHOLD, defaults.threshold()),
                fields.whole("timeoutSeconds", Limits.TIMEOUT_SECONDS, defaults.timeoutSeconds()),
                (int) fields.whole("reminders", Limits.REMINDERS, defaults.reminders()),
                fields.choice("onTimeout", OnTimeout.class, defaults.onTimeout()),
                requesterMayDecide
                        ? fields.text("requestedBy", Limits.REQUESTED_BY_CHARACTERS)
                        : DecisionPolicyReader.requester(fields),
                policy);
    }

    private void checkWaits(ReviewPolicy review, List<String> problems) {
        var waits = review.timeoutSeconds() * (review.reminders() + 1L);
        var allowed = settings.executionTimeoutSeconds() - Limits.MARGIN_SECONDS - 1;
        if (waits > allowed) {
            problems.add("review.timeoutSeconds: " + review.timeoutSeconds() + " with review.reminders "
                    + review.reminders() + " is not allowed; the waits together would be " + waits
                    + " seconds, and timeoutSeconds x (reminders + 1) may be at most " + Math.max(allowed, 0)
                    + " because the execution itself ends after " + settings.executionTimeoutSeconds());
        }
    }

    private void checkSize(@Nullable JsonNode value, String field, int most, List<String> problems) {
        if (value == null) {
            return;
        }
        try {
            // Not writeValueAsBytes, which spends twelve bytes on a character outside the basic plane instead of four.
            var bytes = json.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > most) {
                problems.add(field + ": " + bytes + " bytes of JSON are not allowed; give at most " + most
                        + " bytes in UTF-8");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
