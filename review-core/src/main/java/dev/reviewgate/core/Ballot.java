package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The approvals so far on a review that needs several.
 *
 * @param firstOpenedAt which review they are about: an earlier one of the same execution and state has its own
 * @param evidence what was shown to those who approved ({@link ReviewRecord#contentDigest()})
 * @param votes the first of each person, oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ballot(Instant firstOpenedAt, String evidence, List<Vote> votes) {
    public Ballot {
        Objects.requireNonNull(firstOpenedAt, "firstOpenedAt");
        Objects.requireNonNull(evidence, "evidence");
        votes = List.copyOf(votes);
    }

    /** Returns the ballot of a review on which nobody has voted. */
    static Ballot empty(ReviewRecord review) {
        return new Ballot(review.firstOpenedAt(), review.contentDigest(), List.of());
    }

    /** Returns this ballot without the votes of those whom the review does not name any more. */
    Ballot under(ReviewPolicy policy) {
        return new Ballot(
                firstOpenedAt,
                evidence,
                votes.stream().filter(v -> policy.mayCount(v.reviewer())).toList());
    }

    /** Tells whether these votes are about this review as it is now. */
    boolean isAbout(ReviewRecord review) {
        return firstOpenedAt.equals(review.firstOpenedAt()) && evidence.equals(review.contentDigest());
    }

    /** Returns this ballot with one vote more; a person who has voted keeps the first. */
    Ballot with(Vote vote) {
        return hasVoteOf(vote.reviewer())
                ? this
                : new Ballot(
                        firstOpenedAt,
                        evidence,
                        Stream.concat(votes.stream(), Stream.of(vote)).toList());
    }

    /** Tells whether somebody has approved already. */
    public boolean hasVoteOf(Reviewer reviewer) {
        return votes.stream().anyMatch(v -> v.reviewer().isSameAs(reviewer));
    }

    /** Returns what all of them together publish: everything only if nobody asked for less. */
    public Publish publish() {
        return votes.stream().anyMatch(v -> v.publish() == Publish.CLEAN) ? Publish.CLEAN : Publish.ALL;
    }
}
