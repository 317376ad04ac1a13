/** A stand-in for Slack: its web API, the people and channels of one workspace, and what they click. */
@NullMarked
package dev.reviewgate.local.slack;

import org.jspecify.annotations.NullMarked;
