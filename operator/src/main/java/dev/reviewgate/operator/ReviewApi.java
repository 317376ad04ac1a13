package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The operator routes of a stack; what is not an answer of theirs becomes a {@link Problem}. */
final class ReviewApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI reviews;
    private final SignedHttp http;

    ReviewApi(URI api, SignedHttp http) {
        this.reviews = URI.create(requireNonNull(api, "api") + "/operator/reviews");
        this.http = requireNonNull(http, "http");
    }

    /** Returns the reviews that are open, or all that are kept. */
    JsonNode list(boolean all) {
        return call(SdkHttpMethod.GET, URI.create(reviews + (all ? "?all=true" : "")), null);
    }

    JsonNode show(String id) {
        return call(SdkHttpMethod.GET, URI.create(reviews + "/" + id), null);
    }

    /** Decides a review as it was shown; if it has changed since, nothing is decided. */
    JsonNode decide(String id, Choice choice, String comment, String evidence) {
        ObjectNode body = JSON.createObjectNode();
        body.put("decision", choice.decision());
        if (choice.publish() != null) {
            body.put("publish", choice.publish());
        }
        body.put("comment", comment);
        body.put("evidence", evidence);
        return call(SdkHttpMethod.POST, URI.create(reviews + "/" + id + "/decision"), body);
    }

    JsonNode resend(String id) {
        return call(SdkHttpMethod.POST, URI.create(reviews + "/" + id + "/resend"), JSON.createObjectNode());
    }

    private JsonNode call(SdkHttpMethod method, URI uri, @Nullable JsonNode body) {
        SignedHttp.Response response;
        try {
            response = http.send(method, uri, body == null ? null : body.toString());
        } catch (IOException e) {
            throw Problem.unavailable(
                    "not_reachable",
                    uri.getAuthority() + " cannot be reached: " + e.getMessage()
                            + (method == SdkHttpMethod.POST ? ". See with show what became of it, or try again." : ""));
        }
        JsonNode answer = parse(response.body());
        if (response.status() == 200 && answer.isObject()) {
            return answer;
        }
        throw problem(uri, response.status(), answer);
    }

    /** Tells a no of the functions, which has an error code, from one of API Gateway, which has none. */
    private static Problem problem(URI uri, int status, JsonNode answer) {
        String code = answer.path("error").asText();
        String message = answer.path("message").asText();
        if (status >= 400 && status < 500 && status != 429 && !code.isEmpty()) {
            return Problem.refused(code, message);
        }
        if (status == 401 || status == 403) {
            return Problem.unavailable(
                    "not_allowed",
                    uri.getAuthority() + " does not let this identity do that (" + status
                            + (message.isEmpty() ? "" : ", " + message)
                            + "). It needs execute-api:Invoke on this route, a signature with the right secret for the right region, and a clock that is right.");
        }
        if (status == 404) {
            return Problem.unavailable(
                    "not_an_api", uri + " is not there (404). Is this the address of a Review Gate, without a path?");
        }
        String said = message.isEmpty() ? "" : ": " + message;
        return Problem.unavailable(
                code.isEmpty() ? "no_answer" : code,
                uri.getAuthority() + " answered " + status + said + ". Try again.");
    }

    /** An answer that is no JSON says nothing. */
    @SuppressWarnings("UnusedException")
    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
