/** Secrets Manager, as far as secrets are read. */
@NullMarked
package dev.reviewgate.local.secrets;

import org.jspecify.annotations.NullMarked;
