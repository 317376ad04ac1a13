package dev.reviewgate.core;

import java.time.Instant;
import java.util.Objects;

/** One of several approvals that a review needs; each says what it would publish. */
public record Vote(Reviewer reviewer, Publish publish, String comment, Instant votedAt) {
    public Vote {
        Objects.requireNonNull(reviewer, "reviewer");
        Objects.requireNonNull(publish, "publish");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(votedAt, "votedAt");
    }
}
