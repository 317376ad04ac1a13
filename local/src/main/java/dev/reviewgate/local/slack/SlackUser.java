package dev.reviewgate.local.slack;

/** A person of the workspace: the id, the @name, the name that is shown, and the mail address. */
public record SlackUser(String id, String name, String realName, String email) {}
