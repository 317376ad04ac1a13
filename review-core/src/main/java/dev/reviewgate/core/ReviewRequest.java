package dev.reviewgate.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow sends to ask for a review: the gate payload.
 *
 * @param attempt the number of this attempt, from 1; a reminder is attempt 2 and later
 * @param attempts how many attempts there will be if nobody decides, this one and earlier ones included
 * @param enteredTime when the state was entered, as the context object says it: the same for every retry of one entry
 * @param retryCount how often this attempt was tried before, as the context object says it
 * @param timeoutSeconds how long this attempt waits
 * @param policy who may decide
 * @param ifNobodyDecides a sentence about what happens when the time is over; null if the workflow does not say
 * @param config what must come back unchanged with the decision
 */
public record ReviewRequest(
        TaskToken taskToken,
        Execution execution,
        String stateName,
        int attempt,
        int attempts,
        @Nullable Instant enteredTime,
        int retryCount,
        long timeoutSeconds,
        String subject,
        List<Fact> facts,
        Evidence evidence,
        @Nullable String requestedBy,
        ReviewPolicy policy,
        @Nullable String ifNobodyDecides,
        @Nullable JsonNode config) {
    /** The longest that a standard workflow runs, in seconds (Step Functions quotas: one year). */
    public static final long MAX_TIMEOUT_SECONDS = 31_536_000;

    /**
     * The largest config, in bytes of JSON: it comes back inside the decision, and Step Functions takes 262,144 bytes for
     * that (SendTaskSuccess); the rest is for the decision itself.
     */
    public static final int MAX_CONFIG_BYTES = 240_000;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ReviewRequest {
        Objects.requireNonNull(taskToken, "taskToken");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(stateName, "stateName");
        Objects.requireNonNull(subject, "subject");
        facts = List.copyOf(facts);
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(policy, "policy");
    }

    /**
     * Reads a gate payload.
     *
     * @throws InvalidReviewRequest naming each field that is wrong, its value (never the task token) and what is allowed
     */
    public static ReviewRequest parse(JsonNode payload) {
        Fields fields = Fields.of(payload);
        String token = fields.secret("taskToken", TaskToken.MAX_LENGTH);
        Execution execution = execution(fields.object("execution"));
        String stateName = fields.optionalText("stateName", 1, 80).orElse("RequestReview");
        int attempt = (int) fields.whole("attempt", 1, 1000, 1);
        int attempts = (int) fields.whole("attempts", attempt, 1000, attempt);
        Instant enteredTime = fields.optionalInstant("enteredTime").orElse(null);
        int retryCount = (int) fields.whole("retryCount", 0, 1000, 0);
        long timeoutSeconds = fields.whole("timeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
        String subject = fields.text("subject", 1, 200);
        List<Fact> facts =
                fields.list("facts", 30, (fact, i) -> new Fact(fact.text("label", 1, 80), fact.text("value", 0, 500)));
        Evidence evidence = fields.optionalObject("evidence")
                .map(files -> new Evidence(
                        file(files, "dataset"),
                        file(files, "clean"),
                        file(files, "flagged"),
                        file(files, "report"),
                        file(files, "reportHtml")))
                .orElse(Evidence.NONE);
        String requestedBy = fields.optionalText("requestedBy", 1, 256).orElse(null);
        ReviewPolicy policy =
                fields.optionalObject("policy").map(ReviewPolicy::parse).orElse(ReviewPolicy.OPEN);
        // A review that an earlier version opened goes on; whoever knows of it looks again.
        if (!policy.requesterMayDecide() && attempt == 1 && retryCount == 0) {
            Requester.problem(requestedBy).ifPresent(problem -> fields.refuse("requestedBy", problem));
        }
        String ifNobodyDecides = fields.optionalText("ifNobodyDecides", 1, 200).orElse(null);
        JsonNode config = fields.optionalJson("config", MAX_CONFIG_BYTES).orElse(null);
        fields.refuseIfWrong();
        return new ReviewRequest(
                new TaskToken(Objects.requireNonNull(token)),
                execution,
                stateName,
                attempt,
                attempts,
                enteredTime,
                retryCount,
                timeoutSeconds,
                subject,
                facts,
                evidence,
                requestedBy,
                policy,
                ifNobodyDecides,
                config);
    }

    /** Returns the same request under a policy that may be stricter. */
    public ReviewRequest under(ReviewPolicy stricter) {
        return new ReviewRequest(
                taskToken,
                execution,
                stateName,
                attempt,
                attempts,
                enteredTime,
                retryCount,
                timeoutSeconds,
                subject,
                facts,
                evidence,
                requestedBy,
                stricter,
                ifNobodyDecides,
                config);
    }

    /** The review that this request opens or reopens. */
    public ReviewId reviewId() {
        return ReviewId.of(execution.id(), stateName);
    }

    /** How long nobody may decide at the most: this attempt and all that follow, in seconds. */
    public long longestWaitSeconds() {
        return timeoutSeconds * (attempts - attempt + 1L);
    }

    /** Reads {@code id}, {@code name} and {@code startTime} of an execution. */
    public static Execution execution(Fields fields) {
        return new Execution(
                fields.text("id", 1, 2048),
                fields.text("name", 1, 80),
                fields.optionalInstant("startTime").orElse(null));
    }

    private static @Nullable S3File file(Fields files, String name) {
        Optional<Fields> file = files.optionalObject(name);
        return file.map(f -> {
                    long bytes = f.whole("bytes", 0, Long.MAX_VALUE, -1);
                    return new S3File(
                            f.text("bucket", 3, 63),
                            f.text("key", 1, 1024),
                            f.text("versionId", 1, 1024),
                            f.matching("sha256", SHA_256, "64 lower-case hexadecimal digits"),
                            bytes < 0 ? null : (Long) bytes);
                })
                .orElse(null);
    }
}
