package dev.reviewgate.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
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

        // Problems below are told by the paths of the execution input, which is what the caller wrote.
        var input = Fields.of("", root.required("input"), problems);
        input.allow("dataset", "review", "config");
        var dataset = dataset(input.object("dataset"));
        var review = review(input.object("review"));
        checkWaits(review, problems);
        checkConfig(input.value("config"), problems);

        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Order(name, dataset, review);
    }

    private DatasetRequest dataset(Fields fields) {
        fields.allow("rows", "seed", "anomalyRate", "source");
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
        source.allow("bucket", "key");
        return new DatasetRequest.Screen(
                source.matching(
                        "bucket",
                        BUCKET,
                        "the name of an S3 bucket, 3 to 63 lower-case characters",
                        settings.datasetBucket()),
                key(source));
    }

    private static String key(Fields source) {
        var key = source.required("key", Pattern.compile("[^\\p{Cntrl}]+"), "the key of an object, 1 to 1024 bytes");
        if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
            source.refuse("key", "give the key of an object, 1 to 1024 bytes");
        }
        return key;
    }

    private ReviewPolicy review(Fields fields) {
        fields.allow("threshold", "timeoutSeconds", "reminders", "onTimeout", "requestedBy");
        var defaults = settings.review();
        return new ReviewPolicy(
                fields.decimal("threshold", Limits.THRESHOLD, defaults.threshold()),
                fields.whole("timeoutSeconds", Limits.TIMEOUT_SECONDS, defaults.timeoutSeconds()),
                (int) fields.whole("reminders", Limits.REMINDERS, defaults.reminders()),
                fields.choice("onTimeout", OnTimeout.class, defaults.onTimeout()),
                fields.text("requestedBy", Limits.REQUESTED_BY_CHARACTERS));
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

    private void checkConfig(@Nullable JsonNode config, List<String> problems) {
        if (config == null) {
            return;
        }
        try {
            // Not writeValueAsBytes, which spends twelve bytes on a character outside the basic plane instead of four.
            var bytes = json.writeValueAsString(config).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > Limits.CONFIG_BYTES) {
                problems.add("config: " + bytes + " bytes of JSON are not allowed; give at most " + Limits.CONFIG_BYTES
                        + " bytes in UTF-8, or put the rest into S3 and name it here");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
