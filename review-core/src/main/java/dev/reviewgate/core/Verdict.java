package dev.reviewgate.core;

/** What a reviewer decides. */
public enum Verdict {
    APPROVED,
    REJECTED
}
