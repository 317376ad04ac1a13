package dev.reviewgate.callback;

import dev.reviewgate.core.KeyHash;
import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.ReviewId;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.ReviewStore;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Lets those in who hold a link's key. Whatever is wrong with the others' (no review, another review's key, no key), the
 * answer is the same, and so is the work that is done for it.
 */
final class Door {
    /** Stands in for a text that cannot be an id. */
    private static final ReviewId NOBODYS = new ReviewId("A".repeat(22));

    private final ReviewStore store;
    private final String environment;
    private final LinkKey unsent = LinkKey.random(new SecureRandom());
    private final KeyHash nobodysHash = LinkKey.random(new SecureRandom()).hash();

    Door(ReviewStore store, String environment) {
        this.store = store;
        this.environment = environment;
    }

    Optional<Visit> open(String base, Params params) {
        ReviewId id = ReviewId.parse(params.text("review")).orElse(NOBODYS);
        LinkKey key = LinkKey.parse(params.text("key")).orElse(unsent);
        Optional<ReviewRecord> record = store.find(id);
        boolean opens = record.map(r -> r.isOpenedBy(key)).orElseGet(() -> nobodysHash.matches(key));
        return opens ? record.map(r -> new Visit(base, environment, key, r)) : Optional.empty();
    }
}
