/** The report of a screening as a page that needs nothing but a browser. */
@NullMarked
package dev.reviewgate.dataset.report;

import org.jspecify.annotations.NullMarked;
