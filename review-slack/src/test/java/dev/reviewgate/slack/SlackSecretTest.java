package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SlackSecretTest {
    private static final SlackCredentials OTHERS = new SlackCredentials("another-signing-secret", "xoxb-another");

    private final FakeSecrets secrets = new FakeSecrets();
    private final HandClock clock = new HandClock();
    private final SlackSecret secret = new SlackSecret(secrets, FakeSecrets.ARN, clock);

    @Test
    void itIsReadOnce() {
        assertThat(secret.get(soon())).isEqualTo(FakeSecrets.CREDENTIALS);
        assertThat(secret.get(soon())).isEqualTo(FakeSecrets.CREDENTIALS);

        assertThat(secrets.reads()).hasSize(1);
        assertThat(secrets.reads().get(0).secretId()).isEqualTo(FakeSecrets.ARN);
    }

    @Test
    void aReadMayTakeNoLongerThanThereIsTime() {
        secret.get(Deadline.in(Duration.ofMillis(700), clock));

        assertThat(secrets.reads().get(0).overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(Duration.ofMillis(700));
    }

    @Test
    void withoutTimeItIsNotRead() {
        assertThatThrownBy(() -> secret.get(Deadline.in(Duration.ZERO, clock)))
                .isInstanceOf(SlackSecretUnreadable.class);

        assertThat(secrets.reads()).isEmpty();
    }

    @Test
    void aRotatedSecretIsFoundWhenTheOldOneDoesNotFit() {
        SlackCredentials known = secret.get(soon());
        secrets.rotateTo(OTHERS);

        assertThat(secret.insteadOf(known, soon())).contains(OTHERS);

        assertThat(secret.get(soon())).isEqualTo(OTHERS);
        assertThat(secrets.reads()).hasSize(2);
    }

    @Test
    void forgedRequestsCostOneReadInFiveMinutes() {
        SlackCredentials known = secret.get(soon());

        for (int i = 0; i < 100; i++) {
            assertThat(secret.insteadOf(known, soon())).isEmpty();
        }
        assertThat(secrets.reads()).hasSize(2);

        clock.pass(SlackSecret.BETWEEN_REREADS);
        assertThat(secret.insteadOf(known, soon())).isEmpty();

        assertThat(secrets.reads()).hasSize(3);
    }

    @Test
    void whoeverComesLaterGetsWhatAnotherHasRead() {
        SlackCredentials known = secret.get(soon());
        secrets.rotateTo(OTHERS);
        secret.insteadOf(known, soon());

        assertThat(secret.insteadOf(known, soon())).contains(OTHERS);

        assertThat(secrets.reads()).hasSize(2);
    }

    @Test
    void aFailureIsNotRemembered() {
        secrets.fail(SdkClientException.create("connection refused"));
        assertThatThrownBy(() -> secret.get(soon())).isInstanceOf(SlackSecretUnreadable.class);

        secrets.fail(null);

        assertThat(secret.get(soon())).isEqualTo(FakeSecrets.CREDENTIALS);
    }

    @Test
    void aFailureSaysWhatIsWrongAndNotWhatTheSecretIs() {
        secrets.fail(ResourceNotFoundException.builder()
                .statusCode(400)
                .message("no such secret")
                .build());
        assertThatThrownBy(() -> secret.get(soon()))
                .hasMessage("Secrets Manager refused to read the Slack secret: ResourceNotFoundException 400");
        secrets.fail(null);

        secrets.hold("xoxb-in-the-wrong-place");
        assertThatThrownBy(() -> secret.get(soon()))
                .hasMessage("the Slack secret is not JSON")
                .hasNoCause();
        secrets.hold("{\"signingSecret\": \"s3cret\"}");
        assertThatThrownBy(() -> secret.get(soon())).hasMessage("the Slack secret has no botToken");
        secrets.hold("{\"signingSecret\": \" \", \"botToken\": \"xoxb-1\"}");
        assertThatThrownBy(() -> secret.get(soon())).hasMessage("the Slack secret has no signingSecret");
        secrets.hold(null);
        assertThatThrownBy(() -> secret.get(soon())).hasMessage("the Slack secret is binary; give it as text");
    }

    @Test
    void itNeverPrintsItself() {
        assertThat(secret.get(soon()).toString()).isEqualTo("SlackCredentials[…]");
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofSeconds(2), clock);
    }

    private static final class HandClock extends Clock {
        private Instant now = Samples.NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
