/** Runs each function in JVMs of its own, over the Lambda Runtime API. */
@NullMarked
package dev.reviewgate.local.lambda;

import org.jspecify.annotations.NullMarked;
