package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

/** The report, and the two files that together are the dataset. */
public record Screened(Report report, HashedFile clean, HashedFile flagged) {
    public Screened {
        requireNonNull(report, "report");
        requireNonNull(clean, "clean");
        requireNonNull(flagged, "flagged");
    }
}
