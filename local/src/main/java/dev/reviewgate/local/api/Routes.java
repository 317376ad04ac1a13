package dev.reviewgate.local.api;

import dev.reviewgate.local.template.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a request's route as API Gateway does: a full match first, then path variables, then a greedy one, then {@code $default}. */
final class Routes {
    /** A route and the values of its path variables. */
    record Match(Template.Route route, Map<String, String> parameters) {}

    private final List<Template.Route> routes;

    Routes(List<Template.Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Nullable
    Match find(String method, String path) {
        Match best = null;
        int bestRank = 0;
        for (Template.Route route : routes) {
            Map<String, String> parameters = new LinkedHashMap<>();
            int rank = rank(route, method, path, parameters);
            if (rank > bestRank) {
                best = new Match(route, parameters);
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Template.Route route, String method, String path, Map<String, String> parameters) {
        if (route.path().equals("$default")) {
            return 1;
        }
        boolean any = route.method().equals("ANY") || route.method().equals("*");
        if (!any && !route.method().equals(method)) {
            return 0;
        }
        String[] pattern = route.path().split("/", -1);
        String[] parts = path.split("/", -1);
        int rank = 6;
        for (int i = 0; i < pattern.length; i++) {
            String segment = pattern[i];
            if (segment.startsWith("{") && segment.endsWith("+}") && i < parts.length) {
                parameters.put(
                        segment.substring(1, segment.length() - 2),
                        String.join("/", List.of(parts).subList(i, parts.length)));
                return any ? 2 : 3;
            }
            if (i >= parts.length) {
                return 0;
            }
            if (segment.startsWith("{") && segment.endsWith("}")) {
                parameters.put(segment.substring(1, segment.length() - 1), parts[i]);
                rank = 4;
            } else if (!segment.equals(parts[i])) {
                return 0;
            }
        }
        return pattern.length == parts.length ? rank + (any ? 0 : 1) : 0;
    }
}
