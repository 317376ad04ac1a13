package dev.reviewgate.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody as {@code users.info} describes them; what Slack does not say is empty.
 *
 * @param enterpriseId what the same person is called in all workspaces of an organization; empty outside of one
 * @param handle the name without the {@code @}
 * @param email empty where the app may not read it
 */
public record SlackUser(
        String id, String enterpriseId, String handle, String realName, String displayName, String email) {
    public SlackUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(enterpriseId, "enterpriseId");
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(realName, "realName");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(email, "email");
    }

    /** Reads the body of {@link SlackApi#user}'s answer. */
    public static SlackUser of(JsonNode body) {
        JsonNode user = body.path("user");
        JsonNode profile = user.path("profile");
        return new SlackUser(
                text(user, "id"),
                text(user.path("enterprise_user"), "id"),
                text(user, "name"),
                text(user, "real_name").isEmpty() ? text(profile, "real_name") : text(user, "real_name"),
                text(profile, "display_name"),
                text(profile, "email"));
    }

    /** Returns every name that there is, the ids included. */
    public Set<String> names() {
        return Stream.of(id, enterpriseId, handle, realName, displayName, email)
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }
}
