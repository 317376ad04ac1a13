/** The HTTP API in front of functions, in payload format 2.0. */
@NullMarked
package dev.reviewgate.local.api;

import org.jspecify.annotations.NullMarked;
