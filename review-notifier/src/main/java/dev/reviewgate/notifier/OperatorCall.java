package dev.reviewgate.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.ApiAddress;
import dev.reviewgate.core.IamCaller;
import dev.reviewgate.core.ReviewId;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that came through the HTTP API, from somebody whom API Gateway has authenticated with IAM.
 *
 * @param address what stands before each path of the API that was called; empty where the event does not say
 * @param callerArn who calls, as {@code requestContext.authorizer.iam} says; empty where it does not, and then nothing is done
 */
record OperatorCall(String method, String path, String callerArn, Optional<URI> address) {
    private static final Pattern RESEND = Pattern.compile("/operator/reviews/([^/]+)/resend");

    OperatorCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(callerArn, "callerArn");
        Objects.requireNonNull(address, "address");
    }

    static OperatorCall parse(JsonNode event) {
        JsonNode context = event.path("requestContext");
        JsonNode headers = event.path("headers");
        String path = event.path("rawPath").asText("");
        String prefix = "/" + context.path("stage").asText("$default");
        // A path begins with the stage's name where the stage has one.
        boolean named = path.startsWith(prefix + "/");
        return new OperatorCall(
                context.path("http").path("method").asText(""),
                named ? path.substring(prefix.length()) : path,
                context.path("authorizer").path("iam").path("userArn").asText(""),
                ApiAddress.of(
                        context.path("domainName").asText(""),
                        headers.path("host").asText(""),
                        headers.path("x-forwarded-proto").asText(""),
                        named ? prefix : ""));
    }

    /** Returns the review that is to be sent once more; empty if this call is anything else, or nobody in particular makes it. */
    Optional<ReviewId> resends() {
        Matcher matcher = RESEND.matcher(path);
        return method.equals("POST") && !callerArn.isEmpty() && matcher.matches()
                ? ReviewId.parse(matcher.group(1))
                : Optional.empty();
    }

    /** Returns what people call the caller, as elsewhere; the whole ARN of one whose name could be anybody's. */
    String callerName() {
        return IamCaller.parse(callerArn).map(IamCaller::name).orElse(callerArn);
    }
}
