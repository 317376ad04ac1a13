package dev.reviewgate.dataset;

/** What happens when nobody decided in time. */
enum OnTimeout {
    REJECT,
    PUBLISH_CLEAN
}
