package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files of {@code events/}, which the sample secret signed at 09:20 of the sample review's day. */
class SlackEventsTest {
    private final SlackStage stage = SlackStage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void thePressOpensADialog() {
        assertThat(stage.send(event("slack-press.json")).status()).isEqualTo(200);

        assertThat(stage.dialog().getTitle().getText()).isEqualTo("Approve");
        assertThat(stage.tasks.calls()).isZero();
    }

    @Test
    void theSubmissionDecides() {
        Answer answer = stage.send(event("slack-submit.json"));

        assertThat(answer.json().at("/view/title/text").asText()).isEqualTo("Done");
        assertThat(stage.decision().decision()).isEqualTo(Verdict.REJECTED);
        assertThat(stage.decision().comment()).isEqualTo("Heights are in metres.");
    }

    @Test
    void neitherIsBelievedAtAnotherTime() {
        stage.clock.set(stage.clock.instant().plus(Duration.ofMinutes(6)));

        assertThat(stage.send(event("slack-press.json")).status()).isEqualTo(401);
        assertThat(stage.send(event("slack-submit.json")).status()).isEqualTo(401);
    }

    private static ObjectNode event(String file) {
        return (ObjectNode) Stage.json(new String(Stage.event(file), StandardCharsets.UTF_8));
    }
}
