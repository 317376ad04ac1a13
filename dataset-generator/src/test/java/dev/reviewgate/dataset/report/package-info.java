/** Tests of what is said about a screened dataset. */
@NullMarked
package dev.reviewgate.dataset.report;

import org.jspecify.annotations.NullMarked;
