package dev.reviewgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode INPUT = JSON.createObjectNode();

    @Test
    void approvalIsMetByPublishingWhatItSays() {
        ExecutionDescription all = ended(ExecutionStatus.SUCCEEDED, "{\"publish\":\"ALL\"}", "");

        assertThat(Decision.APPROVE.isMetBy(all, INPUT, true)).isTrue();
        assertThat(Decision.APPROVE_CLEAN.isMetBy(all, INPUT, true)).isFalse();
        assertThat(Decision.APPROVE_CLEAN.isMetBy(all, INPUT, false)).isTrue();
    }

    @Test
    void rejectionIsMetByTheErrorOfARejectionOnly() {
        assertThat(Decision.REJECT.isMetBy(ended(ExecutionStatus.FAILED, "", "ReviewRejected"), INPUT, true))
                .isTrue();
        assertThat(Decision.REJECT.isMetBy(ended(ExecutionStatus.FAILED, "", "NotificationFailed"), INPUT, true))
                .isFalse();
        assertThat(Decision.APPROVE.isMetBy(ended(ExecutionStatus.FAILED, "", "ReviewRejected"), INPUT, true))
                .isFalse();
    }

    @Test
    void silenceIsMetByATimeoutAndByCleanRowsOnlyIfTheInputSaysSo() throws Exception {
        JsonNode publishes = JSON.readTree("{\"review\":{\"onTimeout\":\"PUBLISH_CLEAN\"}}");
        ExecutionDescription timedOut = ended(ExecutionStatus.FAILED, "", "ReviewTimedOut");
        String because = ", because the file as a whole is not as expected";
        assertThat(Path.of("../statemachine/dataset-review.asl.json")).content().contains("'" + because + "'");
        ExecutionDescription unexpected =
                timedOut("Nobody decided in 1 attempt of 30 seconds. Nothing was published" + because + ".");
        ExecutionDescription silent = timedOut("Nobody decided in 1 attempt of 30 seconds.");
        ExecutionDescription clean = ended(ExecutionStatus.SUCCEEDED, "{\"publish\":\"CLEAN\"}", "");

        assertThat(Decision.IGNORE.isMetBy(timedOut, INPUT, true)).isTrue();
        assertThat(Decision.IGNORE.isMetBy(unexpected, publishes, true))
                .as("a file that is not as expected as a whole")
                .isTrue();
        assertThat(Decision.IGNORE.isMetBy(silent, publishes, true))
                .as("only rows are flagged")
                .isFalse();
        assertThat(Decision.IGNORE.isMetBy(timedOut, publishes, true))
                .as("no cause")
                .isFalse();
        assertThat(Decision.IGNORE.isMetBy(clean, publishes, true)).isTrue();
        assertThat(Decision.IGNORE.isMetBy(clean, INPUT, true)).isFalse();
    }

    @Test
    void ignoreWaitsSecondsAndLeavesTheRestOfTheInput() throws Exception {
        ObjectNode input = (ObjectNode) JSON.readTree("{\"review\":{\"timeoutSeconds\":86400,\"reminders\":1}}");

        assertThat(Decision.impatient(input)
                        .path("review")
                        .path("timeoutSeconds")
                        .asInt())
                .isEqualTo(30);
        assertThat(Decision.impatient(input).path("review").path("reminders").asInt())
                .isEqualTo(1);
        assertThat(input.path("review").path("timeoutSeconds").asInt()).isEqualTo(86_400);
    }

    @Test
    void ignoreLeavesAReviewThatIsNoObjectForThePipelineToRefuse() throws Exception {
        ObjectNode input = (ObjectNode) JSON.readTree("{\"review\":\"soon\"}");

        assertThat(Decision.impatient(input)).isEqualTo(input);
        assertThat(Decision.impatient(INPUT).at("/review/timeoutSeconds").asInt())
                .isPositive();
    }

    private static ExecutionDescription timedOut(String cause) {
        return ended(ExecutionStatus.FAILED, "", "ReviewTimedOut", cause);
    }

    private static ExecutionDescription ended(ExecutionStatus status, String output, String error) {
        return ended(status, output, error, null);
    }

    private static ExecutionDescription ended(
            ExecutionStatus status, String output, String error, @Nullable String cause) {
        return new ExecutionDescription(
                "arn",
                "machine",
                "name",
                null,
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                "{}",
                output.isEmpty() ? null : output,
                error.isEmpty() ? null : error,
                cause);
    }
}
