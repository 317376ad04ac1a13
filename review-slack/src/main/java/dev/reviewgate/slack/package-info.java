/**
 * What the gate says to Slack and hears from it: cards, dialogs, the web API, signatures and the secret behind both.
 *
 * <p>{@code chat.*} and {@code views.*} are posted as JSON; {@code users.info} and {@code usergroups.users.list} as forms,
 * because Slack takes no JSON there.
 */
@NullMarked
package dev.reviewgate.slack;

import org.jspecify.annotations.NullMarked;
