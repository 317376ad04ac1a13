package dev.reviewgate.callback;

import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.ReviewRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what others were shown. */
final class FakeOnlookers implements Onlookers {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Returns {@code "decided by name"} or {@code "voted k"} for each thing that was shown. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void decided(ReviewRecord review, Decision decision, Deadline deadline) {
        seen.add("decided by " + decision.reviewer().name());
    }

    @Override
    public void voted(ReviewRecord review, Ballot ballot, Deadline deadline) {
        seen.add("voted " + ballot.votes().size());
    }
}
