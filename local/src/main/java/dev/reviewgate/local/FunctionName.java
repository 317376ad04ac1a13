package dev.reviewgate.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as somebody names it: by its name, or by a partial or full ARN, each with or without a qualifier.
 *
 * @param region null if it is not said, as {@code account} and {@code qualifier} are
 */
record FunctionName(
        @Nullable String region,
        @Nullable String account,
        String name,
        @Nullable String qualifier) {
    private static final Pattern TEXT = Pattern.compile(
            "(?:arn:[^:]+:lambda:(?<region>[^:]+):)?(?:(?<account>\\d{12}):)?(?:function:)?(?<name>[^:]+)(?::(?<qualifier>[^:]+))?");
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:lambda:[^:]+:\\d{12}:function:.+");
    private static final Pattern INVOKE =
            Pattern.compile("arn:[^:]+:states:::(?:aws-sdk:)?lambda:invoke(?:\\.waitForTaskToken|\\.sync(?::2)?)?");

    /** Returns null for a text that names no function. */
    static @Nullable FunctionName parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new FunctionName(
                        parts.group("region"), parts.group("account"), parts.group("name"), parts.group("qualifier"))
                : null;
    }

    /** Returns whether a Task with this resource calls a function. */
    static boolean isCalledBy(String resource) {
        return INVOKE.matcher(resource).matches() || ARN.matcher(resource).matches();
    }

    /** Returns the function that a Task calls; null if it calls none, or its arguments are not known yet. */
    static @Nullable FunctionName of(String resource, JsonNode arguments) {
        if (ARN.matcher(resource).matches()) {
            return parse(resource);
        }
        String text = arguments.path("FunctionName").asText();
        FunctionName function = isCalledBy(resource) && !text.contains("{%") ? parse(text) : null;
        return function == null || function.qualifier != null || !arguments.has("Qualifier")
                ? function
                : new FunctionName(
                        function.region,
                        function.account,
                        function.name,
                        arguments.path("Qualifier").asText());
    }

    /** Returns whether this, of which any part but the name may be left open, means that function. */
    boolean means(FunctionName called) {
        return name.equals(called.name)
                && (region == null || called.region == null || region.equals(called.region))
                && (account == null || called.account == null || account.equals(called.account))
                && (qualifier == null || qualifier.equals(called.qualifier == null ? "$LATEST" : called.qualifier));
    }

    /** Returns a number that is higher the more it says; a qualifier says more than an account. */
    int precision() {
        return (qualifier == null ? 0 : 4) + (region == null ? 0 : 2) + (account == null ? 0 : 1);
    }
}
