/** The review page, the decision and the download links: everything that a person's browser talks to. */
@NullMarked
package dev.reviewgate.callback;

import org.jspecify.annotations.NullMarked;
