@NullMarked
package dev.reviewgate.callback;

import org.jspecify.annotations.NullMarked;
