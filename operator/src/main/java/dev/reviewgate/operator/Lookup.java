package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the review that is meant by the beginning of its id: the open ones first, then all. */
final class Lookup {
    private static final int FULL = 22;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1," + FULL + "}");

    private final ReviewApi api;

    Lookup(ReviewApi api) {
        this.api = requireNonNull(api, "api");
    }

    /** Returns the whole id; a whole one is taken as it is. */
    String find(String given) {
        if (!FORM.matcher(given).matches()) {
            throw Problem.usage("\"" + given + "\" is no review: an id has " + FULL
                    + " letters, digits, - and _, and its beginning is enough if no other begins so.");
        }
        if (given.length() == FULL) {
            return given;
        }
        for (boolean all : new boolean[] {false, true}) {
            JsonNode list = api.list(all);
            List<String> found = beginningWith(given, list);
            if (found.size() > 1) {
                throw Problem.usage("\"" + given + "\" could be any of " + String.join(", ", found) + ".");
            }
            // With reviews left out of the list, another one might begin so too.
            if (list.path("truncated").asBoolean()) {
                throw Problem.usage(
                        "There are too many reviews to tell which one \"" + given + "\" is. Give the whole id.");
            }
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        throw Problem.refused("not_found", "There is no review that begins with \"" + given + "\".");
    }

    private static List<String> beginningWith(String given, JsonNode list) {
        List<String> found = new ArrayList<>();
        for (JsonNode review : list.path("reviews")) {
            String id = review.path("reviewId").asText();
            if (id.startsWith(given)) {
                found.add(id);
            }
        }
        return found;
    }
}
