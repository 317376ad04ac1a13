/** Opens a review, asks for it on every channel with one publication, and announces how it ended. */
@NullMarked
package dev.reviewgate.notifier;

import org.jspecify.annotations.NullMarked;
