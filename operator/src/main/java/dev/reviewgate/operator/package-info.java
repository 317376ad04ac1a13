/** The command line of those who operate a stack: what waits for a decision, and deciding it under one's own IAM identity. */
@NullMarked
package dev.reviewgate.operator;

import org.jspecify.annotations.NullMarked;
