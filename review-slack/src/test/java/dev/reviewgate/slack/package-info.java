@NullMarked
package dev.reviewgate.slack;

import org.jspecify.annotations.NullMarked;
