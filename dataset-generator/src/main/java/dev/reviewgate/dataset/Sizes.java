package dev.reviewgate.dataset;

import dev.reviewgate.dataset.parts.PartLimits;
import java.util.Map;

/** What the deployment says about sizes and times of screening in parts; read from a function's environment. */
record Sizes(PartLimits parts, long screeningTimeoutSeconds) {
    /** Throws an {@link IllegalArgumentException} that names the variable when one is missing or malformed. */
    static Sizes from(Map<String, String> environment) {
        var variables = new Settings.Variables(environment);
        return new Sizes(
                new PartLimits(variables.whole("PART_BYTES", Limits.PART_BYTES), largestFile(environment)),
                variables.whole("SCREENING_TIMEOUT_SECONDS", Limits.TIMEOUT_SECONDS));
    }

    /** The largest file that one call takes. */
    static long largestFile(Map<String, String> environment) {
        return new Settings.Variables(environment).whole("LARGEST_FILE_BYTES", Limits.FILE_BYTES);
    }
}
