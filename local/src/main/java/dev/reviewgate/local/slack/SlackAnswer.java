package dev.reviewgate.local.slack;

import java.time.Duration;

/**
 * What the app's request URL answered.
 *
 * @param status of HTTP; 0 if no answer came in the time that Slack waits
 */
public record SlackAnswer(int status, String body, Duration took) {}
