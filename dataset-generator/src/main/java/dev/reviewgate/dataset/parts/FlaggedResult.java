package dev.reviewgate.dataset.parts;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.screening.PartFlags;

/** What was flagged in a part, and the versions of its three files that hold it. */
public record FlaggedResult(PartFlags flags, ManifestEntry dataset, ManifestEntry clean, ManifestEntry flagged) {
    public FlaggedResult {
        requireNonNull(flags, "flags");
        requireNonNull(dataset, "dataset");
        requireNonNull(clean, "clean");
        requireNonNull(flagged, "flagged");
    }
}
