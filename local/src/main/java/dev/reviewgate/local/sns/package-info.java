/** Simple Notification Service: topics, subscriptions, and an inbox of what was published. */
@NullMarked
package dev.reviewgate.local.sns;

import org.jspecify.annotations.NullMarked;
