package dev.reviewgate.callback;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this function is reached, as the last request says it: cards in Slack have links, and the template cannot tell a
 * function the address of the API that calls it, because each would have to exist before the other.
 */
final class Address {
    private volatile @Nullable URI base;

    void learn(Request request) {
        request.address().ifPresent(address -> base = address);
    }

    /** Returns the address that stands before each path; empty before the first request. */
    Optional<URI> base() {
        return Optional.ofNullable(base);
    }
}
