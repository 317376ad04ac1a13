package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one workspace: its people, channels and user groups. */
final class Directory {
    static final String TEAM = "T0LOCAL";
    static final String APP = "A0LOCAL";
    static final String BOT = "B0LOCAL";
    static final String BOT_USER = "U0GATE";

    static final List<SlackUser> USERS = List.of(
            new SlackUser("U0ANNA", "anna", "Anna", "anna@example.com"),
            new SlackUser("U0BEN", "ben", "Ben", "ben@example.com"),
            new SlackUser("U0CHLOE", "chloe", "Chloe", "chloe@example.com"),
            new SlackUser("U0ETL", "etl", "ETL", "etl@example.com"));
    static final List<SlackChannel> CHANNELS =
            List.of(new SlackChannel("C0REVIEWS", "reviews"), new SlackChannel("C0ONCALL", "on-call"));
    static final Map<String, List<String>> GROUPS = Map.of("S0LEADS", List.of("U0ANNA", "U0BEN"));

    private Directory() {}

    static @Nullable SlackUser user(String id) {
        return USERS.stream().filter(user -> user.id().equals(id)).findFirst().orElse(null);
    }

    /** Returns a channel by its id or, as {@code chat.postMessage} takes it too, by its name. */
    static @Nullable SlackChannel channel(String idOrName) {
        String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
        return CHANNELS.stream()
                .filter(channel ->
                        channel.id().equals(idOrName) || channel.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns a person as {@code users.info} answers. */
    static ObjectNode profile(SlackUser user) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", user.id()).put("team_id", TEAM).put("name", user.name());
        json.put("deleted", false).put("real_name", user.realName());
        json.put("tz", "Etc/UTC").put("tz_label", "Coordinated Universal Time").put("tz_offset", 0);
        json.putObject("profile")
                .put("real_name", user.realName())
                .put("real_name_normalized", user.realName())
                .put("display_name", user.realName())
                .put("display_name_normalized", user.realName())
                .put("email", user.email())
                .put("team", TEAM);
        json.put("is_admin", false).put("is_owner", false).put("is_primary_owner", false);
        json.put("is_restricted", false).put("is_ultra_restricted", false);
        json.put("is_bot", false).put("is_app_user", false).put("updated", 1_700_000_000);
        return json;
    }
}
