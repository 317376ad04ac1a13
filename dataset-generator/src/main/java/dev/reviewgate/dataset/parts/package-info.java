/** Screens a dataset that is too large for one call: the steps of a state machine, each of which is one call for one part. */
@NullMarked
package dev.reviewgate.dataset.parts;

import org.jspecify.annotations.NullMarked;
