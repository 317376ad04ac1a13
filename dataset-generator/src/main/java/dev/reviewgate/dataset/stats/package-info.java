/** Exact statistics over columns that do not fit in memory: counts, quantiles, fences, distributions and duplicates. */
@NullMarked
package dev.reviewgate.dataset.stats;

import org.jspecify.annotations.NullMarked;
