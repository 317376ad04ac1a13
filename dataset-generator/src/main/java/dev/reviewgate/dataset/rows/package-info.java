/** From the bytes of a dataset, as people write them, to rows and values; knows nothing of what is checked in them. */
@NullMarked
package dev.reviewgate.dataset.rows;

import org.jspecify.annotations.NullMarked;
