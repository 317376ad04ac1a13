package dev.reviewgate.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that a review is about; each is there only if the workflow gave it. */
public record Evidence(
        @Nullable S3File dataset,
        @Nullable S3File clean,
        @Nullable S3File flagged,
        @Nullable S3File report) {
    /** What a review without files has. */
    public static final Evidence NONE = new Evidence(null, null, null, null);

    /** Returns the file that links and routes call by this name: {@code dataset}, {@code clean}, {@code flagged} or {@code report}. */
    public Optional<S3File> file(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "dataset" -> dataset;
                    case "clean" -> clean;
                    case "flagged" -> flagged;
                    case "report" -> report;
                    default -> null;
                });
    }
}
