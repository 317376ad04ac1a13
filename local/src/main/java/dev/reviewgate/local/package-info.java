/** Runs what is deployed, from the same template, state machine and jars, on this machine. */
@NullMarked
package dev.reviewgate.local;

import org.jspecify.annotations.NullMarked;
