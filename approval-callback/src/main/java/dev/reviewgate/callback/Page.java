package dev.reviewgate.callback;

import dev.reviewgate.core.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages on which a review is shown. */
enum Page {
    REVIEW("/review", null),
    APPROVE("/approve", Verdict.APPROVED),
    REJECT("/reject", Verdict.REJECTED);

    private final String path;
    private final @Nullable Verdict verdict;

    Page(String path, @Nullable Verdict verdict) {
        this.path = path;
        this.verdict = verdict;
    }

    String path() {
        return path;
    }

    /** What this page's button decides; the page that only shows has none. */
    Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    static Page of(Verdict verdict) {
        return verdict == Verdict.APPROVED ? APPROVE : REJECT;
    }
}
