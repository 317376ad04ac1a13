package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;

/** A decision that is on its way to Step Functions; whether it was accepted is not known yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Deciding(Reviewer reviewer, Verdict decision, Instant since) {
    public Deciding {
        Objects.requireNonNull(reviewer, "reviewer");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(since, "since");
    }
}
