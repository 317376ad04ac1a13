@NullMarked
package dev.reviewgate.local.flow;

import org.jspecify.annotations.NullMarked;
