package dev.reviewgate.local.slack;

/** A channel that the app was invited to. */
public record SlackChannel(String id, String name) {}
