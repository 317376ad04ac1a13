package dev.reviewgate.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Duration COLD_START = Duration.ofSeconds(4);

    @Test
    void theNotifierTellsTheStateMachineBeforeItsTimeIsOver() throws IOException {
        assertThat(longest(Wiring.Limits.UNHURRIED)).isLessThan(timeout("ReviewNotifierHandler"));
    }

    @Test
    void anOperatorIsAnsweredBeforeTheFunctionsTimeIsOver() throws IOException {
        assertThat(longest(Wiring.Limits.WAITED_FOR)).isLessThan(timeout("ResendReviewHandler"));
    }

    private static Duration longest(Wiring.Limits limits) {
        assertThat(limits.slack()).isLessThan(limits.all());
        assertThat(limits.oneCall().multipliedBy(2)).isLessThan(limits.all());
        return COLD_START.plus(limits.oneCall().multipliedBy(4)).plus(limits.all());
    }

    private static Duration timeout(String handler) throws IOException {
        Matcher timeout = Pattern.compile(handler + "::.*?\\n +Timeout: (\\d+)", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "template.yaml")));
        assertThat(timeout.find()).isTrue();
        return Duration.ofSeconds(Long.parseLong(timeout.group(1)));
    }
}
