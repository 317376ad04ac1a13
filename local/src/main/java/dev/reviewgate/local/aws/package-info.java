/** The one port that answers AWS API calls and hands each to its service. */
@NullMarked
package dev.reviewgate.local.aws;

import org.jspecify.annotations.NullMarked;
