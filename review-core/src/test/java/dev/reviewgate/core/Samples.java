package dev.reviewgate.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A gate payload and what follows from it, for tests. */
public final class Samples {
    public static final String TOKEN = "AQCEAAAAKgAAAAMAAAAAAAAAAsampleTokenThatNobodyMaySee";
    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    public static final LinkKey KEY = LinkKey.random(new SecureRandom());

    private Samples() {}

    /** Returns a complete gate payload; each call gives a new tree that may be changed. */
    public static ObjectNode gatePayload() {
        ObjectNode payload = Json.mapper().createObjectNode();
        payload.put("taskToken", TOKEN);
        payload.putObject("execution")
                .put("id", "arn:aws:states:us-east-1:000000000000:execution:review-gate-dev:run-1")
                .put("name", "run-1")
                .put("startTime", "2026-03-02T08:59:00Z");
        payload.put("stateName", "RequestReview");
        payload.put("attempt", 1);
        payload.put("attempts", 2);
        payload.put("timeoutSeconds", 86_400);
        payload.put("subject", "8.0 % of 100,000 customer rows look wrong");
        payload.putArray("facts").addObject().put("label", "Rows").put("value", "100,000");
        ObjectNode evidence = payload.putObject("evidence");
        for (String file : List.of("dataset", "clean", "flagged", "report")) {
            evidence.putObject(file)
                    .put("bucket", "datasets")
                    .put("key", "datasets/run-1/" + file + (file.equals("report") ? ".json" : ".csv"))
                    .put("versionId", "v1")
                    .put("sha256", "0123456789abcdef".repeat(4))
                    .put("bytes", 1234);
        }
        payload.put("requestedBy", "etl@example.com");
        payload.putObject("config").put("target", "warehouse");
        return payload;
    }

    public static ReviewRequest request() {
        return ReviewRequest.parse(gatePayload());
    }

    /** Returns the record that the sample request opens now, for {@link #KEY}. */
    public static ReviewRecord record() {
        return ReviewRecord.open(request(), KEY, Optional.empty(), NOW);
    }

    public static Decision approval(ReviewId id) {
        return new Decision(
                Verdict.APPROVED,
                Publish.CLEAN,
                Reviewer.byLink("Ada Lovelace"),
                "Unit mix-up, known since Tuesday.\nThe clean rows are fine.",
                NOW.plusSeconds(1800),
                id);
    }

    public static Decision rejection(ReviewId id) {
        return new Decision(
                Verdict.REJECTED,
                null,
                Reviewer.byLink("Grace Hopper"),
                "Heights are in metres.",
                NOW.plusSeconds(1801),
                id);
    }
}
