package dev.reviewgate.dataset.parts;

import java.io.IOException;
import java.util.Optional;

/** Why parts could not be screened: a Distributed Map does not hand on what its children failed with. */
public final class Problems {
    private final PartStore store;

    public Problems(PartStore store) {
        this.store = store;
    }

    public void note(Job job, Part part, String problem) throws IOException {
        store.writeJson(new Keys(job.executionName()).problem(part), problem);
    }

    public void note(Job job, KeyGroup group, String problem) throws IOException {
        store.writeJson(new Keys(job.executionName()).problem(group), problem);
    }

    /** The problem of the first part that has one, or else of the first group of partitions. */
    public Optional<String> first(Job job) throws IOException {
        var keys = store.keys(new Keys(job.executionName()).problems());
        return keys.isEmpty() ? Optional.empty() : Optional.of(store.readJson(keys.get(0), String.class));
    }
}
