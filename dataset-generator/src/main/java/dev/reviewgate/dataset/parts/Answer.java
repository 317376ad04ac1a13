package dev.reviewgate.dataset.parts;

/** What a phase hands to the state machine: counts and versions, never content. */
public sealed interface Answer {
    /** The plan, and the list of parts that the Distributed Maps go through. */
    record Planned(ObjectVersion plan, ObjectVersion items, int parts, long bytes) implements Answer {}

    /** A part was profiled. */
    record Profiled(int part, long rows) implements Answer {}

    /** The profile of the whole dataset, and the list of groups of hash partitions. */
    record Merged(ObjectVersion profile, Groups partitions, long rows) implements Answer {}

    /** A list of groups of hash partitions. */
    record Groups(String bucket, String key, String versionId, int count) {}

    /** The rows whose keys another row has too, in one group of partitions. */
    record Compared(int partition, long duplicates) implements Answer {}

    /** A part was flagged. */
    record Flagged(int part, long rows, long flaggedRows) implements Answer {}

    /** No file is to blame. */
    record Unexplained() implements Answer {}
}
