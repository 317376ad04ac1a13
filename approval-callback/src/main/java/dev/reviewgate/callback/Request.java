package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.ApiAddress;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.ReviewId;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the routes see it.
 *
 * @param path without the stage's name
 * @param base what has to stand before a path in a link: the stage's name after a slash, or nothing
 */
record Request(HttpEvent event, String path, String base, Params query) {
    /** The largest form; one with the longest name and comment, all of it escaped, has a third of that. */
    static final int MAX_BODY = 65_536;

    private static final Set<String> PATHS =
            Set.of("/review", "/approve", "/reject", "/reveal", "/dataset", SlackRoute.PATH);

    private static final Pattern OPERATOR = Pattern.compile("/operator/reviews(?:/([^/]+)(/decision)?)?");

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    static Request of(HttpEvent event) {
        String prefix = "/" + event.stage();
        boolean named = !event.stage().equals("$default") && event.path().startsWith(prefix + "/");
        return new Request(
                event,
                named ? event.path().substring(prefix.length()) : event.path(),
                named ? prefix : "",
                Params.parseQuery(event.query()));
    }

    String method() {
        return event.method();
    }

    /** Who signed the request; only the operators' routes let anybody sign. */
    Optional<String> caller() {
        return Optional.ofNullable(event.userArn());
    }

    /** Returns what has to stand before a path in a link from elsewhere; empty where the event does not say. */
    Optional<URI> address() {
        return ApiAddress.of(event.domain(), event.header("host"), event.header("x-forwarded-proto"), base);
    }

    /** Tells whether the client likes JSON better than HTML, or is a program that was let in as one. */
    boolean wantsJson() {
        return caller().isPresent() || quality("application/json") > quality("text/html");
    }

    /** Returns the path where it is one of ours, for logs: another one may hold anything. */
    String knownPath() {
        Matcher operator = OPERATOR.matcher(path);
        if (operator.matches()) {
            String below = operator.group(2) == null ? "" : operator.group(2);
            return "/operator/reviews" + (operator.group(1) == null ? "" : "/{id}" + below);
        }
        return PATHS.contains(path) ? path : "other";
    }

    boolean isTooLarge() {
        return event.bytes().length > MAX_BODY;
    }

    /**
     * Reads the posted form.
     *
     * @throws BadRequest if there is none, or one that cannot be read
     */
    Params form() {
        if (!media().equalsIgnoreCase(FORM)) {
            throw new BadRequest("The content type has to be " + FORM + ".");
        }
        return Params.parse(event.bytes());
    }

    /**
     * Reads the posted JSON.
     *
     * @throws BadRequest if there is none, or one that cannot be read
     */
    JsonNode json() {
        if (!media().equalsIgnoreCase(JSON)) {
            throw new BadRequest("The content type has to be " + JSON + ".");
        }
        try {
            return Json.mapper().readTree(event.bytes());
        } catch (IOException e) {
            throw new BadRequest("The body is not JSON that means one thing.", e);
        }
    }

    /** Returns which review is asked for, where the request says so in a form that can be one. */
    Optional<ReviewId> reviewId() {
        Matcher operator = OPERATOR.matcher(path);
        if (operator.matches()) {
            return ReviewId.parse(Objects.requireNonNullElse(operator.group(1), ""));
        }
        if (path.equals(SlackRoute.PATH)) {
            return Optional.empty();
        }
        return ReviewId.parse((method().equals("POST") ? formOrNothing() : query).text("review"));
    }

    private String media() {
        String type = event.header("content-type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    private Params formOrNothing() {
        try {
            return isTooLarge() ? query : form();
        } catch (BadRequest e) {
            return query;
        }
    }

    private double quality(String wanted) {
        double best = 0;
        for (String range : event.header("accept").split(",", -1)) {
            String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
            if (parts[0].strip().equals(wanted)) {
                best = Math.max(best, weight(parts));
            }
        }
        return best;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
