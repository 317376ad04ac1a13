package dev.reviewgate.core;

/** What an approval publishes: every row, or only those that were not flagged. */
public enum Publish {
    ALL,
    CLEAN
}
