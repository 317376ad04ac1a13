/** Finds out what is usual in a dataset, flags the rows that are not, and says what was found in a report. */
@NullMarked
package dev.reviewgate.dataset.screening;

import org.jspecify.annotations.NullMarked;
