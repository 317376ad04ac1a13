package dev.reviewgate.callback;

import dev.reviewgate.core.ReviewId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request as the routes see it.
 *
 * @param path without the stage's name
 * @param base what has to stand before a path in a link: the stage's name after a slash, or nothing
 */
record Request(HttpEvent event, String path, String base, Params query) {
    /** The largest form; one with the longest name and comment, all of it escaped, has a third of that. */
    static final int MAX_BODY = 65_536;

    private static final Set<String> PATHS = Set.of("/review", "/approve", "/reject", "/dataset");

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

    /** Tells whether the client likes JSON better than HTML. */
    boolean wantsJson() {
        return quality("application/json") > quality("text/html");
    }

    /** Returns the path where it is one of ours, for logs: another one may hold anything. */
    String knownPath() {
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
        String type = event.header("content-type");
        int semicolon = type.indexOf(';');
        String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (!media.equalsIgnoreCase(FORM)) {
            throw new BadRequest("The content type has to be " + FORM + ".");
        }
        return Params.parse(event.bytes());
    }

    /** Returns which review is asked for, where the request says so in a form that can be one. */
    Optional<ReviewId> reviewId() {
        return ReviewId.parse((method().equals("POST") ? formOrNothing() : query).text("review"));
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
