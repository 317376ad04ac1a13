/** An interpreter of the Amazon States Language (JSONata) with the Step Functions API on top. */
@NullMarked
package dev.reviewgate.states;

import org.jspecify.annotations.NullMarked;
