package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.util.Optional;
import java.util.Set;

/** What Slack knows of its people, asked at the moment somebody wants to decide. Whoever cannot be asked decides nothing. */
interface Directory {
    /** Returns the ids of a user group's members; empty if Slack cannot be asked by then. */
    Optional<Set<String>> members(String groupId, Deadline deadline);

    /** Returns a user's name, real and display name, and e-mail, as far as there are any; empty if Slack cannot be asked by then. */
    Optional<Set<String>> namesOf(String userId, Deadline deadline);

    /** There is no Slack app, so there is nobody to ask. */
    Directory NONE = new Directory() {
        @Override
        public Optional<Set<String>> members(String groupId, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Optional<Set<String>> namesOf(String userId, Deadline deadline) {
            return Optional.empty();
        }
    };
}
