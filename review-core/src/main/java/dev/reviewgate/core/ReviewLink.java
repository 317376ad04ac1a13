package dev.reviewgate.core;

import java.net.URI;
import java.util.Objects;

/** A link to a review: the address, the review and the secret that opens it; it never prints its secret. */
public record ReviewLink(URI api, ReviewId reviewId, LinkKey key) {
    public ReviewLink {
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(reviewId, "reviewId");
        Objects.requireNonNull(key, "key");
    }

    /** The page that shows the evidence and leads to either decision. */
    public String review() {
        return to("/review");
    }

    /** The page whose button approves. */
    public String approve() {
        return to("/approve");
    }

    /** The page whose button rejects. */
    public String reject() {
        return to("/reject");
    }

    private String to(String path) {
        return api + path + "?review=" + reviewId.value() + "&key=" + key.value();
    }

    @Override
    public String toString() {
        return "ReviewLink[" + reviewId.value() + "]";
    }
}
