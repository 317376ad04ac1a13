package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.screening.Text;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;

/**
 * What the deployment decides; read from the function's environment.
 *
 * @param requesterMayDecide whether whoever asks may decide; an input may only say that they may not
 */
record Settings(
        String datasetBucket,
        DatasetRequest.Generate dataset,
        ReviewPolicy review,
        long executionTimeoutSeconds,
        boolean requesterMayDecide) {
    Settings {
        requireNonNull(datasetBucket, "datasetBucket");
        requireNonNull(dataset, "dataset");
        requireNonNull(review, "review");
    }

    /** Throws an {@link IllegalArgumentException} that names the variable when one is missing or malformed. */
    static Settings from(Map<String, String> environment) {
        var variables = new Variables(environment);
        return new Settings(
                variables.text("DATASET_BUCKET"),
                new DatasetRequest.Generate(
                        variables.whole("DEFAULT_ROWS", Limits.ROWS),
                        variables.whole("DEFAULT_SEED", Limits.SEED),
                        variables.decimal("DEFAULT_ANOMALY_RATE", Limits.ANOMALY_RATE)),
                new ReviewPolicy(
                        variables.decimal("REVIEW_THRESHOLD", Limits.THRESHOLD),
                        variables.whole("REVIEW_TIMEOUT_SECONDS", Limits.TIMEOUT_SECONDS),
                        (int) variables.whole("REVIEW_REMINDERS", Limits.REMINDERS),
                        variables.onTimeout("REVIEW_ON_TIMEOUT"),
                        null,
                        DecisionPolicy.NONE),
                variables.whole("EXECUTION_TIMEOUT_SECONDS", Limits.TIMEOUT_SECONDS),
                variables.flag("REQUESTER_MAY_DECIDE"));
    }

    /** The variables of a function. */
    record Variables(Map<String, String> environment) {
        String text(String name) {
            var value = environment.get(name);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("environment variable " + name + " is missing");
            }
            return value.strip();
        }

        long whole(String name, Limits.Range range) {
            var value = number(name, range);
            if (value.stripTrailingZeros().scale() > 0) {
                throw malformed(name, range.allowed());
            }
            return value.longValueExact();
        }

        double decimal(String name, Limits.Range range) {
            return number(name, range).doubleValue();
        }

        OnTimeout onTimeout(String name) {
            var value = text(name);
            return Arrays.stream(OnTimeout.values())
                    .filter(choice -> choice.name().equals(value))
                    .findFirst()
                    .orElseThrow(() -> malformed(name, "REJECT or PUBLISH_CLEAN"));
        }

        boolean flag(String name) {
            var value = text(name);
            if (!value.equals("true") && !value.equals("false")) {
                throw malformed(name, "true or false");
            }
            return value.equals("true");
        }

        private BigDecimal number(String name, Limits.Range range) {
            try {
                var value = new BigDecimal(text(name));
                if (range.contains(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw malformed(name, range.allowed());
            }
            throw malformed(name, range.allowed());
        }

        private IllegalArgumentException malformed(String name, String allowed) {
            return new IllegalArgumentException("environment variable " + name + ": '"
                    + Text.shorten(text(name), Limits.QUOTED) + "' is not allowed; give " + allowed);
        }
    }
}
