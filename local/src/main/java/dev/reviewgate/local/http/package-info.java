/** Small helpers around the JDK's HTTP server. */
@NullMarked
package dev.reviewgate.local.http;

import org.jspecify.annotations.NullMarked;
