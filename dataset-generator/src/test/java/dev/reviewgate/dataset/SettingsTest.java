package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void everyVariableIsRead() {
        var settings = Settings.from(Fixture.environment());

        assertThat(settings)
                .isEqualTo(new Settings(
                        "review-gate-dev-datasets",
                        new DatasetRequest.Generate(2_000, 7, 0.08),
                        new ReviewPolicy(0.06, 3_600, 1, OnTimeout.REJECT, null, DecisionPolicy.NONE),
                        604_800,
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATASET_BUCKET",
                "DEFAULT_ROWS",
                "DEFAULT_SEED",
                "DEFAULT_ANOMALY_RATE",
                "REVIEW_THRESHOLD",
                "REVIEW_TIMEOUT_SECONDS",
                "REVIEW_REMINDERS",
                "REVIEW_ON_TIMEOUT",
                "EXECUTION_TIMEOUT_SECONDS",
                "REQUESTER_MAY_DECIDE"
            })
    void missingVariableNamesItself(String name) {
        var environment = new HashMap<>(Fixture.environment());
        environment.remove(name);

        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable " + name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT_ROWS, many, a whole number of rows from 1 to 10000000",
        "DEFAULT_ROWS, 1.5, a whole number of rows from 1 to 10000000",
        "DEFAULT_ANOMALY_RATE, 8, a share of rows from 0 to 0.5",
        "REVIEW_THRESHOLD, 6 %, a share of rows from 0 to 1",
        "REVIEW_TIMEOUT_SECONDS, 0, a whole number of seconds from 1 to 31536000",
        "REVIEW_REMINDERS, 11, a whole number from 0 to 10",
        "REVIEW_ON_TIMEOUT, reject, REJECT or PUBLISH_CLEAN",
        "REQUESTER_MAY_DECIDE, no, true or false",
        "EXECUTION_TIMEOUT_SECONDS, 1d, a whole number of seconds from 1 to 31536000"
    })
    void malformedVariableNamesItselfItsValueAndWhatIsAllowed(String name, String value, String allowed) {
        var environment = new HashMap<>(Fixture.environment());
        environment.put(name, value);

        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable " + name + ": '" + value + "' is not allowed; give " + allowed);
    }
}
