package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Log;
import dev.reviewgate.slack.SlackAnswer;
import dev.reviewgate.slack.SlackApi;
import dev.reviewgate.slack.SlackUser;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks Slack about its people, each time anew: whoever left a group yesterday decides nothing today. */
final class SlackDirectory implements Directory {
    private final SlackApi api;
    private final Log log;

    SlackDirectory(SlackApi api, Log log) {
        this.api = api;
        this.log = log;
    }

    @Override
    public Optional<Set<String>> members(String groupId, Deadline deadline) {
        return ask("who is in a user group", api.usersOfGroup(groupId, deadline))
                .map(body -> {
                    Set<String> members = new HashSet<>();
                    body.path("users").forEach(user -> members.add(user.asText()));
                    return members;
                });
    }

    /** Whose e-mail cannot be seen may be the one who is asked for by it, so nothing is known of them. */
    @Override
    public Optional<Set<String>> namesOf(String userId, Deadline deadline) {
        Optional<SlackUser> user =
                ask("who somebody is", api.user(userId, deadline)).map(SlackUser::of);
        if (user.isPresent() && user.get().email().isEmpty()) {
            log.warn("Slack shows no e-mail of somebody; does the app have the scope users:read.email?")
                    .with("user", userId)
                    .write();
            return Optional.empty();
        }
        return user.map(SlackUser::names);
    }

    private Optional<JsonNode> ask(String what, SlackAnswer answer) {
        if (answer instanceof SlackAnswer.Ok ok) {
            return Optional.of(ok.body());
        }
        log.warn("Slack did not say " + what).with("why", answer.words()).write();
        return Optional.empty();
    }
}
