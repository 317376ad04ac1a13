package dev.reviewgate.callback;

import dev.reviewgate.core.LinkKey;
import dev.reviewgate.core.ReviewRecord;

/**
 * Somebody with the right key looks at a review.
 *
 * @param base stands before each path in a link
 * @param environment where this happens, so that nobody takes a test for production
 */
record Visit(String base, String environment, LinkKey key, ReviewRecord record) {
    /** Returns the link to another page of this review. */
    String link(Page page) {
        return link(page.path());
    }

    /** Returns the link that downloads one of the review's files. */
    String download(String file) {
        return link("/dataset") + "&file=" + file;
    }

    /** Returns where a page's form is posted to. */
    String action(Page page) {
        return base + page.path();
    }

    /** Returns where the form is posted to that asks for personal data, and where on the answer that is. */
    String reveal() {
        return base + "/reveal#examples";
    }

    Visit with(ReviewRecord newer) {
        return new Visit(base, environment, key, newer);
    }

    private String link(String path) {
        return base + path + "?review=" + record.reviewId() + "&key=" + key.value();
    }
}
