/** Makes customer datasets with known accidents: the same request gives the same bytes, on every platform. */
@NullMarked
package dev.reviewgate.dataset.synthetic;

import org.jspecify.annotations.NullMarked;
