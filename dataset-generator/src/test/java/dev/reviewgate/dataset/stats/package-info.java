@NullMarked
package dev.reviewgate.dataset.stats;

import org.jspecify.annotations.NullMarked;
