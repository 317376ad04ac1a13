package dev.reviewgate.states;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of names, ARNs and sizes, with the codes and words of the API. */
final class Names {
    private static final int MAX_LENGTH = 80;
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\uD800-\\uDFFF]");

    private Names() {}

    static String checkName(String name) {
        if (name.isEmpty()
                || name.length() > MAX_LENGTH
                || FORBIDDEN.matcher(name).find()) {
            throw new StepFunctionsException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }

    /** Checks that an ARN is one of this kind, for instance {@code execution}. */
    static String checkArn(String arn, String kind) {
        if (!arn.matches("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:" + kind + ":.+")) {
            throw new StepFunctionsException(
                    "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: " + arn + "'");
        }
        return arn;
    }

    static void checkLength(String field, @Nullable String value, int max) {
        if (value != null && value.length() > max) {
            throw new StepFunctionsException(
                    "ValidationException",
                    "1 validation error detected: Value at '" + field
                            + "' failed to satisfy constraint: Member must have length less than or equal to " + max);
        }
    }

    static void checkPayload(String field, String json) {
        if (Json.exceedsLimit(json)) {
            throw new StepFunctionsException(
                    "ValidationException",
                    "1 validation error detected: Value at '" + field
                            + "' failed to satisfy constraint: Member must have length less than or equal to "
                            + Json.MAX_PAYLOAD_BYTES + " bytes in UTF-8, but it has "
                            + json.getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
