package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Slack's people as a test wants them: Anna and Ben lead, Chloe does not. */
final class FakeDirectory implements Directory {
    private final Map<String, Set<String>> groups = new HashMap<>(Map.of("S0LEADS", Set.of("U0ANNA", "U0BEN")));
    private final Map<String, Set<String>> names = new HashMap<>(Map.of(
            "U0ANNA", Set.of("anna", "Anna Lovelace", "Anna", "anna@example.com"),
            "U0BEN", Set.of("ben", "Ben Hopper", "ben@example.com"),
            "U0CHLOE", Set.of("chloe", "Chloe"),
            "U0ETL", Set.of("W0ETL", "etl", "Nightly load", "etl@example.com")));
    private boolean fails;

    /** From now on Slack cannot be asked. */
    synchronized void fail() {
        fails = true;
    }

    synchronized void recover() {
        fails = false;
    }

    @Override
    public synchronized Optional<Set<String>> members(String groupId, Deadline deadline) {
        return fails ? Optional.empty() : Optional.ofNullable(groups.get(groupId));
    }

    @Override
    public synchronized Optional<Set<String>> namesOf(String userId, Deadline deadline) {
        return fails ? Optional.empty() : Optional.ofNullable(names.get(userId));
    }
}
